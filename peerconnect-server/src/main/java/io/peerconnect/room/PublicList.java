package io.peerconnect.room;

/**
 * Who sees the rooms that their hosts list.
 */
public enum PublicList {

	/**
	 * Nobody: rooms cannot be listed.
	 */
	OFF,

	/**
	 * Visitors with the address of the host, such as those behind the same router.
	 */
	NETWORK,

	/**
	 * Every visitor of the site.
	 */
	SITE

}
