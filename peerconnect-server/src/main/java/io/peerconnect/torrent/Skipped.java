package io.peerconnect.torrent;

/**
 * Hears of files that get no torrent although they lie where videos are.
 */
interface Skipped {

	/**
	 * Take note of a file.
	 * @param file the file
	 * @param reason why it gets none, as the end of a sentence
	 */
	void skipped(String file, String reason);

}
