package io.peerconnect.tracker;

import java.util.List;

/**
 * A message of a WebTorrent client, as far as the tracker cares. What is forwarded stays
 * as it came.
 */
sealed interface WebMessage {

	/**
	 * A peer tells that it is there, and offers connections.
	 *
	 * @param torrent the torrent
	 * @param peer the peer
	 * @param event why it announces itself
	 * @param complete whether it has all pieces
	 * @param numwant how many peers it wants
	 * @param offers its offers
	 */
	record Announce(Id torrent, Id peer, AnnounceEvent event, boolean complete, int numwant,
			List<Offer> offers) implements WebMessage {

	}

	/**
	 * A peer answers an offer.
	 *
	 * @param torrent the torrent
	 * @param peer the peer
	 * @param to who made the offer
	 * @param offerId the offer
	 * @param description the answer
	 */
	record Answer(Id torrent, Id peer, BinaryId to, Id offerId, JsonSlice description) implements WebMessage {

	}

	/**
	 * A client asks how many peers torrents have.
	 *
	 * @param torrents the torrents; none stands for all of them
	 */
	record Scrape(List<BinaryId> torrents) implements WebMessage {

	}

	/**
	 * An id, and how the client wrote it.
	 *
	 * @param value the id
	 * @param json the JSON of it
	 */
	record Id(BinaryId value, JsonSlice json) {

	}

	/**
	 * An offer that may be given to any peer.
	 *
	 * @param id the offer's id
	 * @param description the session description
	 */
	record Offer(Id id, JsonSlice description) {

	}

}
