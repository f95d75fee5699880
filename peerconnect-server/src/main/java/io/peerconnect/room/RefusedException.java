package io.peerconnect.room;

import io.peerconnect.protocol.FailureCode;

/**
 * What a message asks for cannot be done. Has no stack: refusing must stay cheap.
 */
final class RefusedException extends Exception {

	private final FailureCode code;

	private final String detail;

	RefusedException(FailureCode code, String detail) {
		super(detail, null, false, false);
		this.code = code;
		this.detail = detail;
	}

	FailureCode code() {
		return this.code;
	}

	String detail() {
		return this.detail;
	}

}
