package io.peerconnect.torrent;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a {@code .torrent} file tells
 * (<a href="https://www.bittorrent.org/beps/bep_0003.html">BEP 3</a>).
 *
 * @param info the {@code info} dictionary, which decides the infohash
 * @param trackers where to announce, in tiers that are tried one after the other
 * (<a href="https://www.bittorrent.org/beps/bep_0012.html">BEP 12</a>)
 * @param webseeds where the whole file is
 * (<a href="https://www.bittorrent.org/beps/bep_0019.html">BEP 19</a>)
 * @param source the file that was hashed, which only our own copies tell
 */
public record Metainfo(Info info, List<List<String>> trackers, List<String> webseeds, @Nullable Source source) {

	public Metainfo {
		trackers = trackers.stream().map(List::copyOf).toList();
		webseeds = List.copyOf(webseeds);
	}

	/**
	 * The {@code info} dictionary of a single file.
	 *
	 * @param name the file name
	 * @param length the length of the file in bytes
	 * @param pieceLength the length of every piece but the last, in bytes
	 * @param pieces the SHA-1 digests of the pieces, one after the other
	 */
	@SuppressWarnings("ArrayRecordComponent")
	public record Info(String name, long length, int pieceLength, byte[] pieces) {

		/**
		 * Return the digests that such a file has.
		 * @param length the length of the file in bytes
		 * @param pieceLength the length of every piece but the last, in bytes
		 * @return their length in bytes
		 */
		public static int piecesLength(long length, int pieceLength) {
			return Math.toIntExact((length + pieceLength - 1) / pieceLength * InfoHash.LENGTH);
		}

		public Info {
			if (length < 1 || pieceLength < 1 || pieces.length != piecesLength(length, pieceLength)) {
				throw new IllegalArgumentException("'pieces' must be the digests of " + length + " bytes in pieces of "
						+ pieceLength + ", but were " + pieces.length + " bytes");
			}
		}

	}

	/**
	 * The file as it was when it was hashed.
	 *
	 * @param path path below the context path that the site serves it at, decoded
	 * @param lastModified when it last changed, in nanoseconds since 1970
	 * @param inode its number in its file system, or 0
	 */
	public record Source(String path, long lastModified, long inode) {

	}

}
