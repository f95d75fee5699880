package io.peerconnect.tracker;

/**
 * How peers talk to the tracker, and thereby how they reach each other.
 */
public enum Transport {

	/**
	 * WebTorrent's protocol: peers connect by WebRTC.
	 */
	WEBSOCKET,

	/**
	 * BEP 3: peers connect by TCP.
	 */
	HTTP

}
