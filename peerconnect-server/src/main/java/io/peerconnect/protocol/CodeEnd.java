package io.peerconnect.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why a short code is over.
 */
public enum CodeEnd {

	/**
	 * The host closed it, or left.
	 */
	@JsonProperty("closed")
	CLOSED,

	/**
	 * It was not used in time.
	 */
	@JsonProperty("expired")
	EXPIRED,

	/**
	 * Too many attempts failed.
	 */
	@JsonProperty("burnt")
	BURNT

}
