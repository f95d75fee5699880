package io.peerconnect.tracker;

import java.util.Locale;

/**
 * Why the tracker refuses what a client asks.
 */
public enum TrackerRefusal {

	/**
	 * The message is not of the documented form.
	 */
	MALFORMED("The request is not of the documented form", true),

	/**
	 * The message, or a part of it, is longer than allowed.
	 */
	TOO_LARGE("The request is too large", true),

	/**
	 * The client sends more than it may.
	 */
	RATE_LIMITED("Too many requests; wait a moment", true),

	/**
	 * No video of this site has that infohash (any more).
	 */
	UNKNOWN_TORRENT("This tracker has no such torrent", false),

	/**
	 * The swarm has its maximum of peers.
	 */
	SWARM_FULL("The swarm is full", false),

	/**
	 * The connection, or the address, takes part in its maximum of swarms.
	 */
	TOO_MANY_SWARMS("Too many torrents for one client", false),

	/**
	 * Another connection goes by that peer id.
	 */
	PEER_ID_IN_USE("Another client uses this peer id", false),

	/**
	 * The answer is to no offer that this peer was given, or comes late or again.
	 */
	UNEXPECTED_ANSWER("There is no such offer to answer", false),

	/**
	 * The client asks for all torrents at once.
	 */
	SCRAPE_ALL("Name the torrents to scrape", false),

	/**
	 * A page of some site asks, in a visitor's name.
	 */
	BROWSER("Browsers announce themselves over the WebSocket", false),

	/**
	 * The server could not go on.
	 */
	INTERNAL("The tracker failed", false);

	private final String text;

	private final boolean abuse;

	TrackerRefusal(String text, boolean abuse) {
		this.text = text;
		this.abuse = abuse;
	}

	/**
	 * Return what the client is told.
	 * @return plain text without quotes
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Return the name for meters.
	 * @return lower case with hyphens
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Return whether no working client does so.
	 * @return whether patience ends
	 */
	boolean isAbuse() {
		return this.abuse;
	}

}
