package io.peerconnect.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why a room is over, for all or for one.
 */
public enum RoomEnd {

	/**
	 * The host closed it.
	 */
	@JsonProperty("closed")
	CLOSED,

	/**
	 * It reached the age that rooms may have.
	 */
	@JsonProperty("expired")
	EXPIRED,

	/**
	 * The host removed this member.
	 */
	@JsonProperty("removed")
	REMOVED,

	/**
	 * The host came back in another tab.
	 */
	@JsonProperty("replaced")
	REPLACED

}
