package io.peerconnect.protocol;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

import io.peerconnect.torrent.InfoHash;

/**
 * What the server tells a client about videos (PROTOCOL.md, "Video").
 */
public sealed interface VideoEvent extends ServerMessage
		permits VideoEvent.Watched, VideoEvent.Swarm, VideoEvent.Leases, VideoEvent.Withdrawn {

	/**
	 * Answers a watch.
	 *
	 * @param path the path as the client asked
	 * @param video the video, or {@code null} if the site has none of it to share
	 * @param active whether it is worth while to join its swarm
	 * @param others how many others watch it
	 */
	@JsonTypeName("watched")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Watched(String path, @Nullable Video video, boolean active, int others) implements VideoEvent {

	}

	/**
	 * A swarm has come into being, or is over.
	 *
	 * @param infoHash names it
	 * @param active which of the two
	 * @param others how many others watch the video
	 */
	@JsonTypeName("swarm")
	record Swarm(InfoHash infoHash, boolean active, int others) implements VideoEvent {

	}

	/**
	 * Answers a claim, or tells that another's claim made a lease of a spare piece.
	 * Wanted pieces that are in neither list may be asked for again soon.
	 *
	 * @param infoHash names the video's swarm
	 * @param granted pieces that this client may take from the origin: all its leases
	 * @param ttlMs how long nobody else may, in milliseconds
	 * @param elsewhere wanted pieces that others have, or are getting
	 */
	@JsonTypeName("leases")
	record Leases(InfoHash infoHash, List<Integer> granted, long ttlMs,
			List<Elsewhere> elsewhere) implements VideoEvent {

		public Leases {
			granted = List.copyOf(granted);
			elsewhere = List.copyOf(elsewhere);
		}
	}

	/**
	 * The video changed, or is gone: what is known of it is of no use any more.
	 *
	 * @param infoHash names its swarm
	 */
	@JsonTypeName("withdrawn")
	record Withdrawn(InfoHash infoHash) implements VideoEvent {

	}

	/**
	 * A video of the site.
	 *
	 * @param infoHash names its swarm
	 * @param length the length in bytes
	 * @param pieceLength the length of every piece but the last, in bytes
	 * @param mediaType the media type
	 */
	record Video(InfoHash infoHash, long length, int pieceLength, String mediaType) {

	}

	/**
	 * A piece and where to get it.
	 *
	 * @param piece the piece
	 * @param peer who has it, or is getting it
	 */
	record Elsewhere(int piece, SwarmPeerId peer) {

	}

}
