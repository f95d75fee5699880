package io.peerconnect.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which ICE candidates peers may use.
 */
public enum IcePolicy {

	/**
	 * Direct connections, and relays where there is no direct path.
	 */
	@JsonProperty("all")
	ALL,

	/**
	 * Only relays: no visitor learns another's address.
	 */
	@JsonProperty("relay")
	RELAY

}
