package io.peerconnect.torrent;

/**
 * How far the library is.
 *
 * @param torrents the number of torrents
 * @param bytes the length of their videos together
 * @param skipped the number of files that are skipped because something is wrong with
 * them
 * @param waiting the number of videos that are being hashed or will be
 * @param waitingBytes what is left to hash, in bytes
 * @param hashedBytes what was hashed since the start, in bytes
 */
public record LibraryStatistics(int torrents, long bytes, int skipped, int waiting, long waitingBytes,
		long hashedBytes) {

}
