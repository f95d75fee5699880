package io.peerconnect.torrent;

/**
 * Writes and reads {@code .torrent} files. Implementations are safe for use by many
 * threads at once.
 */
public interface MetainfoFormat {

	/**
	 * Return the infohash of an {@code info} dictionary.
	 * @param info the dictionary
	 * @return the SHA-1 digest of the dictionary as {@link #write} writes it
	 */
	InfoHash infoHash(Metainfo.Info info);

	/**
	 * Write a {@code .torrent} file. The same metainfo gives the same bytes.
	 * @param metainfo what it tells
	 * @return the file
	 */
	byte[] write(Metainfo metainfo);

	/**
	 * Read a {@code .torrent} file that {@link #write} wrote.
	 * @param file the file
	 * @return what it tells
	 * @throws CorruptTorrentException if it is not such a file, or not one any more
	 */
	Metainfo read(byte[] file) throws CorruptTorrentException;

}
