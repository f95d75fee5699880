package io.peerconnect.torrent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * A library that knows what it is told. It hashes at once, and does not hash again.
 */
public final class InMemoryTorrentLibrary implements TorrentLibrary {

	/**
	 * The length of every piece but the last.
	 */
	public static final int PIECE_LENGTH = 64 * 1024;

	private final Map<String, Torrent> byPath = new ConcurrentHashMap<>();

	/**
	 * Add a video.
	 * @param path the path that it is served at
	 * @param file the file
	 * @return its torrent
	 */
	public Torrent add(String path, Path file) {
		try (InputStream in = Files.newInputStream(file)) {
			return add(path, file, Files.getLastModifiedTime(file).toInstant(), in);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Add a video that is in no file.
	 * @param path the path that it is served at
	 * @param content its bytes
	 * @return its torrent
	 */
	public Torrent addPacked(String path, InputStream content) {
		try (content) {
			return add(path, null, Instant.parse("2026-01-02T03:04:05Z"), content);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Torrent add(String path, @Nullable Path file, Instant lastModified, InputStream in) throws IOException {
		String name = path.substring(path.lastIndexOf('/') + 1);
		ByteArrayOutputStream pieces = new ByteArrayOutputStream();
		long length = 0;
		for (byte[] piece = in.readNBytes(PIECE_LENGTH); piece.length > 0; piece = in.readNBytes(PIECE_LENGTH)) {
			pieces.write(sha1(piece));
			length += piece.length;
		}
		String mediaType = name.endsWith(".webm") ? "video/webm" : "video/mp4";
		Torrent torrent = new Torrent(infoHash(name, length, pieces.toByteArray()), name, path, file, length,
				lastModified, mediaType, PIECE_LENGTH);
		this.byPath.put(path, torrent);
		return torrent;
	}

	private static InfoHash infoHash(String name, long length, byte[] pieces) throws IOException {
		ByteArrayOutputStream info = new ByteArrayOutputStream();
		byte[] encodedName = name.getBytes(StandardCharsets.UTF_8);
		info.write(("d6:lengthi" + length + "e4:name" + encodedName.length + ":").getBytes(StandardCharsets.US_ASCII));
		info.write(encodedName);
		info.write(("12:piece lengthi" + PIECE_LENGTH + "e6:pieces" + pieces.length + ":")
			.getBytes(StandardCharsets.US_ASCII));
		info.write(pieces);
		info.write('e');
		return InfoHash.of(sha1(info.toByteArray()));
	}

	private static byte[] sha1(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-1").digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Remove a video.
	 * @param path the path that it is served at
	 */
	public void remove(String path) {
		this.byPath.remove(path);
	}

	@Override
	public @Nullable Torrent find(InfoHash infoHash) {
		return this.byPath.values()
			.stream()
			.filter((torrent) -> torrent.infoHash().equals(infoHash))
			.findAny()
			.orElse(null);
	}

	@Override
	public @Nullable Torrent findByPath(String path) {
		Torrent torrent = this.byPath.get(path);
		return (torrent != null && isUnchanged(torrent)) ? torrent : null;
	}

	private static boolean isUnchanged(Torrent torrent) {
		Path file = torrent.file();
		try {
			return file == null || Files.size(file) == torrent.length()
					&& Files.getLastModifiedTime(file).toInstant().equals(torrent.lastModified());
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Return whether a file has a torrent, changed or not.
	 * @param path the path that it is served at
	 * @return whether it does
	 */
	public boolean isVideo(String path) {
		return this.byPath.containsKey(path);
	}

	@Override
	public Collection<Torrent> all() {
		return List.copyOf(this.byPath.values());
	}

}
