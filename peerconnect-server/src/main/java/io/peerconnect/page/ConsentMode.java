package io.peerconnect.page;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a visitor is asked before taking part.
 */
public enum ConsentMode {

	/**
	 * Nothing.
	 */
	@JsonProperty("implied")
	IMPLIED,

	/**
	 * Nothing, but told, with a switch to leave.
	 */
	@JsonProperty("notice")
	NOTICE,

	/**
	 * Takes part only after agreeing.
	 */
	@JsonProperty("ask")
	ASK

}
