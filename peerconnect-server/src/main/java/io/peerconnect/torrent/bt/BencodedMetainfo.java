package io.peerconnect.torrent.bt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import bt.bencoding.model.BEObject;
import bt.bencoding.serializers.BEParser;
import bt.bencoding.types.BEInteger;
import bt.bencoding.types.BEList;
import bt.bencoding.types.BEMap;
import bt.bencoding.types.BEString;
import org.jspecify.annotations.Nullable;

import io.peerconnect.torrent.CorruptTorrentException;
import io.peerconnect.torrent.InfoHash;
import io.peerconnect.torrent.Metainfo;
import io.peerconnect.torrent.MetainfoFormat;

/**
 * Torrents as bt encodes them.
 */
public final class BencodedMetainfo implements MetainfoFormat {

	/*
	 * bt's TorrentBuilder hashes what it writes, without saying how far it is and slower
	 * than need be, and knows no url-list. So only its encoding serves here; the bytes
	 * are the same. What we note besides stands under a key of our own outside the info
	 * dictionary, where clients pass over it. The infohash in it tells whether a file was
	 * damaged: bt reads past wrong digests, as every client would.
	 */
	private static final String OURS = "peerconnect";

	@Override
	public InfoHash infoHash(Metainfo.Info info) {
		try {
			return InfoHash.of(MessageDigest.getInstance("SHA-1").digest(encode(dictionary(info))));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public byte[] write(Metainfo metainfo) {
		Map<String, BEObject<?>> file = new HashMap<>();
		file.put("info", dictionary(metainfo.info()));
		if (!metainfo.trackers().isEmpty()) {
			file.put("announce", new BEString(metainfo.trackers().get(0).get(0)));
			file.put("announce-list", new BEList(metainfo.trackers().stream().map(BencodedMetainfo::list).toList()));
		}
		if (!metainfo.webseeds().isEmpty()) {
			file.put("url-list", list(metainfo.webseeds()));
		}
		Metainfo.Source source = metainfo.source();
		if (source != null) {
			file.put(OURS,
					new BEMap(Map.of("path", new BEString(source.path()), "modified",
							new BEInteger(source.lastModified()), "inode", new BEInteger(source.inode()), "info hash",
							new BEString(infoHash(metainfo.info()).bytes()))));
		}
		return encode(new BEMap(file));
	}

	private static BEMap dictionary(Metainfo.Info info) {
		return new BEMap(Map.of("name", new BEString(info.name()), "length", new BEInteger(info.length()),
				"piece length", new BEInteger(info.pieceLength()), "pieces", new BEString(info.pieces())));
	}

	private static BEList list(List<String> values) {
		return new BEList(values.stream().map(BEString::new).toList());
	}

	private static byte[] encode(BEMap map) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			map.writeTo(out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	@Override
	public Metainfo read(byte[] file) throws CorruptTorrentException {
		try (BEParser parser = new BEParser(file)) {
			Map<String, BEObject<?>> values = parser.readMap().getValue();
			Metainfo.Info info = readInfo(map(values, "info"));
			BEObject<?> ours = values.get(OURS);
			return new Metainfo(info, readTrackers(values), strings(values.get("url-list")),
					(ours != null) ? readSource(map(values, OURS), infoHash(info)) : null);
		}
		// bt throws various exceptions of the JDK, and follows lists in lists down.
		catch (RuntimeException | StackOverflowError ex) {
			throw new CorruptTorrentException("it is not what was written (" + ex.getMessage() + ")", ex);
		}
	}

	private static Metainfo.Info readInfo(Map<String, BEObject<?>> info) throws CorruptTorrentException {
		return new Metainfo.Info(string(info, "name").getValueAsString(), number(info, "length"),
				Math.toIntExact(number(info, "piece length")), string(info, "pieces").getValue());
	}

	private static Metainfo.Source readSource(Map<String, BEObject<?>> source, InfoHash infoHash)
			throws CorruptTorrentException {
		if (!infoHash.equals(InfoHash.of(string(source, "info hash").getValue()))) {
			throw new CorruptTorrentException("its infohash is another than when it was written");
		}
		return new Metainfo.Source(string(source, "path").getValueAsString(), number(source, "modified"),
				number(source, "inode"));
	}

	private static List<List<String>> readTrackers(Map<String, BEObject<?>> file) {
		return (file.get("announce-list") instanceof BEList tiers)
				? tiers.getValue().stream().map(BencodedMetainfo::strings).toList() : List.of();
	}

	private static List<String> strings(@Nullable BEObject<?> value) {
		return (value instanceof BEList list)
				? list.getValue().stream().map((element) -> ((BEString) element).getValueAsString()).toList()
				: List.of();
	}

	private static Map<String, BEObject<?>> map(Map<String, BEObject<?>> from, String key)
			throws CorruptTorrentException {
		if (from.get(key) instanceof BEMap map) {
			return map.getValue();
		}
		throw missing(key);
	}

	private static BEString string(Map<String, BEObject<?>> from, String key) throws CorruptTorrentException {
		if (from.get(key) instanceof BEString string) {
			return string;
		}
		throw missing(key);
	}

	private static long number(Map<String, BEObject<?>> from, String key) throws CorruptTorrentException {
		if (from.get(key) instanceof BEInteger number) {
			return number.longValueExact();
		}
		throw missing(key);
	}

	private static CorruptTorrentException missing(String key) {
		return new CorruptTorrentException("it has no '" + key + "'");
	}

}
