package io.peerconnect.webseed;

import java.io.IOException;

/**
 * The file is no longer what was hashed, so not one more byte of it may be sent under its
 * old name.
 */
final class VideoChangedException extends IOException {

	private static final long serialVersionUID = 1;

	VideoChangedException(String path) {
		super("Video '" + path + "' changed while it was being sent");
	}

}
