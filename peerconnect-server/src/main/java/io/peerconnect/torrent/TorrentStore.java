package io.peerconnect.torrent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which torrents outlast a restart: a {@code .torrent} file for each video,
 * which says as well what the video was like when it was hashed.
 */
public final class TorrentStore {

	private static final Logger logger = LoggerFactory.getLogger(TorrentStore.class);

	private static final String EXTENSION = ".torrent";

	private static final String UNFINISHED = ".unfinished-";

	private static final int LONGEST_NAME = 40;

	private static final int PROBE_LENGTH = 64 * 1024;

	private final Path folder;

	private final MetainfoFormat format;

	/**
	 * Create a store.
	 * @param folder its folder, which is made if there is none
	 * @param format how torrents are written
	 */
	public TorrentStore(Path folder, MetainfoFormat format) {
		this.folder = folder;
		this.format = format;
	}

	MetainfoFormat format() {
		return this.format;
	}

	/**
	 * Check that torrents can be kept.
	 * @throws IOException if the folder is none, cannot be written to, or is full
	 */
	public void checkWritable() throws IOException {
		Files.createDirectories(this.folder);
		Path probe = Files.createTempFile(this.folder, UNFINISHED, null);
		try {
			Files.write(probe, new byte[PROBE_LENGTH]);
		}
		finally {
			Files.deleteIfExists(probe);
		}
	}

	/**
	 * Read all torrents, and delete what is damaged.
	 * @return what is stored of each video, by its path
	 * @throws IOException if the folder cannot be read
	 */
	Map<String, StoredTorrent> readAll() throws IOException {
		deleteUnfinished();
		Map<String, StoredTorrent> all = new HashMap<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.folder, "*" + EXTENSION)) {
			for (Path file : files) {
				try {
					StoredTorrent stored = read(file);
					all.put(stored.source().path(), stored);
				}
				catch (IOException ex) {
					logger.warn("Rebuilding the torrent in '{}': {}", file, Reasons.of(ex));
					Files.deleteIfExists(file);
				}
			}
		}
		return all;
	}

	private void deleteUnfinished() throws IOException {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.folder, UNFINISHED + "*")) {
			for (Path file : files) {
				Files.deleteIfExists(file);
			}
		}
	}

	private StoredTorrent read(Path file) throws IOException {
		Metainfo metainfo = this.format.read(Files.readAllBytes(file));
		Metainfo.Source source = metainfo.source();
		if (source == null || !file.equals(file(source.path()))) {
			throw new CorruptTorrentException("it does not say which video it is of");
		}
		Metainfo.Info info = metainfo.info();
		return new StoredTorrent(this.format.infoHash(info), info.name(), info.length(), info.pieceLength(), source);
	}

	/**
	 * Read a torrent.
	 * @param infoHash names its swarm
	 * @param path path that its video is served at
	 * @return the torrent
	 * @throws IOException if it is gone or damaged, or the video has another by now
	 */
	public Metainfo.Info read(InfoHash infoHash, String path) throws IOException {
		Metainfo.Info info = this.format.read(Files.readAllBytes(file(path))).info();
		if (!this.format.infoHash(info).equals(infoHash)) {
			throw new CorruptTorrentException("it is another than " + infoHash);
		}
		return info;
	}

	/**
	 * Keep the torrent of a video in place of what was kept before.
	 * @param info the torrent
	 * @param source the video
	 * @return what was stored
	 * @throws IOException if it cannot be written
	 */
	StoredTorrent write(Metainfo.Info info, Metainfo.Source source) throws IOException {
		byte[] bytes = this.format.write(new Metainfo(info, List.of(), List.of(), source));
		Files.createDirectories(this.folder);
		Path unfinished = Files.createTempFile(this.folder, UNFINISHED, null);
		try {
			Files.write(unfinished, bytes);
			Files.move(unfinished, file(source.path()), StandardCopyOption.ATOMIC_MOVE,
					StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
		return new StoredTorrent(this.format.infoHash(info), info.name(), info.length(), info.pieceLength(), source);
	}

	/**
	 * Forget the torrent of a video.
	 * @param path path that the video was served at
	 */
	void delete(String path) {
		try {
			Files.deleteIfExists(file(path));
		}
		catch (IOException ex) {
			// It is found again at the next start.
			logger.warn("The torrent of '{}', which is gone, cannot be deleted: {}", path, Reasons.of(ex));
		}
	}

	/* Readable, and different for videos of the same name in different folders. */
	private Path file(String path) {
		String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
		return this.folder
			.resolve(name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-" + digest(path) + EXTENSION);
	}

	private static String digest(String path) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, 8);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return "'" + this.folder + "'";
	}

}
