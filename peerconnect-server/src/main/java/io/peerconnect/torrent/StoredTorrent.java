package io.peerconnect.torrent;

/**
 * A torrent in the store, but for its digests.
 *
 * @param infoHash names its swarm
 * @param name the file name of the video
 * @param length the length of the video in bytes
 * @param pieceLength the length of every piece but the last, in bytes
 * @param source the video as it was when it was hashed
 */
record StoredTorrent(InfoHash infoHash, String name, long length, int pieceLength, Metainfo.Source source) {

	/**
	 * Return what the video was like.
	 * @return its stamp
	 */
	FileStamp stamp() {
		return new FileStamp(this.length, this.source.lastModified(), this.source.inode());
	}

	/**
	 * Return whether this is the torrent of a file as it is now, whose name counts.
	 * @param file the file
	 * @return whether it need not be hashed
	 */
	boolean isOf(VideoFile file) {
		return file.stamp().equals(stamp()) && file.name().equals(this.name)
				&& PieceLengths.of(this.length) == this.pieceLength;
	}

}
