package io.peerconnect.tracker;

/**
 * A peer tells over HTTP that it is there (BEP 3, BEP 23).
 *
 * @param torrent the torrent
 * @param peer the peer
 * @param port where it listens
 * @param event why it announces itself
 * @param complete whether it has all pieces
 * @param numwant how many peers it wants
 * @param form how it wants them
 */
record HttpAnnounce(BinaryId torrent, BinaryId peer, int port, AnnounceEvent event, boolean complete, int numwant,
		Form form) {

	static final int MAX_NUMWANT = 200;

	private static final int DEFAULT_NUMWANT = 50;

	private static final int MAX_PORT = 65_535;

	/**
	 * Read an announce. What else clients say about themselves, their address above all,
	 * does not count: anybody could say it of anybody.
	 * @param query the query
	 * @return the announce
	 * @throws TrackerRefusedException if it is none
	 */
	static HttpAnnounce read(RawQuery query) throws TrackerRefusedException {
		Long port = query.findNumber("port");
		String event = query.findText("event");
		AnnounceEvent known = AnnounceEvent.find((event != null) ? event : "");
		if (port == null || port < 1 || port > MAX_PORT || known == null) {
			throw new TrackerRefusedException(TrackerRefusal.MALFORMED);
		}
		Long left = query.findNumber("left");
		return new HttpAnnounce(query.id("info_hash"), query.id("peer_id"), port.intValue(), known,
				left != null && left == 0, numwant(query), form(query));
	}

	/* Some clients say -1 for "as many as you like". */
	private static int numwant(RawQuery query) throws TrackerRefusedException {
		String text = query.findText("numwant");
		if (text == null || text.startsWith("-")) {
			return DEFAULT_NUMWANT;
		}
		Long number = query.findNumber("numwant");
		return (number != null) ? (int) Math.min(MAX_NUMWANT, number) : DEFAULT_NUMWANT;
	}

	private static Form form(RawQuery query) {
		if (!"0".equals(query.findText("compact"))) {
			return Form.COMPACT;
		}
		return "1".equals(query.findText("no_peer_id")) ? Form.ADDRESSES : Form.PEERS;
	}

	/**
	 * How peers are listed.
	 */
	enum Form {

		/**
		 * Six bytes for each (BEP 23), or eighteen (BEP 7).
		 */
		COMPACT,

		/**
		 * A dictionary for each, without its id.
		 */
		ADDRESSES,

		/**
		 * A dictionary for each.
		 */
		PEERS

	}

}
