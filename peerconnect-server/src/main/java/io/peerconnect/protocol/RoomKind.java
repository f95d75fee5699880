package io.peerconnect.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a room is for. Fixed when it is opened.
 */
public enum RoomKind {

	/**
	 * The host offers files, the others receive them.
	 */
	@JsonProperty("send")
	SEND("send"),

	/**
	 * Everybody may offer files.
	 */
	@JsonProperty("group")
	GROUP("group");

	private final String wireName;

	RoomKind(String wireName) {
		this.wireName = wireName;
	}

	/**
	 * Return the name in messages.
	 * @return the name
	 */
	public String wireName() {
		return this.wireName;
	}

}
