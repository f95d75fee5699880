package io.peerconnect.torrent;

import java.io.IOException;

/**
 * A {@code .torrent} file is damaged.
 */
public final class CorruptTorrentException extends IOException {

	/**
	 * Create the exception.
	 * @param message what is wrong with the file
	 */
	public CorruptTorrentException(String message) {
		super(message);
	}

	/**
	 * Create the exception.
	 * @param message what is wrong with the file
	 * @param cause why it cannot be read
	 */
	public CorruptTorrentException(String message, Throwable cause) {
		super(message, cause);
	}

}
