package io.peerconnect.webseed;

import java.io.IOException;

/**
 * The visitor closed the connection, as players do when they seek.
 */
final class VisitorLeftException extends IOException {

	private static final long serialVersionUID = 1;

	VisitorLeftException(IOException cause) {
		super(cause);
	}

}
