package io.peerconnect.protocol;

/**
 * Text from a client that is no message. Carries what the client is told, and no stack:
 * it is as cheap to refuse a message as to accept one.
 */
public final class BadMessageException extends Exception {

	private final FailureCode code;

	private final String detail;

	BadMessageException(FailureCode code, String detail) {
		super(detail, null, false, false);
		this.code = code;
		this.detail = detail;
	}

	/**
	 * Return what is wrong.
	 * @return the code
	 */
	public FailureCode code() {
		return this.code;
	}

	/**
	 * Return what is wrong, in words for a developer.
	 * @return the detail
	 */
	public String detail() {
		return this.detail;
	}

}
