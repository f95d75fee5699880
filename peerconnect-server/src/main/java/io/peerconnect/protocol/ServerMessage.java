package io.peerconnect.protocol;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.Asset;
import io.peerconnect.asset.AssetPath;
import io.peerconnect.asset.Digest;
import io.peerconnect.swarm.Match;
import io.peerconnect.swarm.PeerId;

/**
 * What the server tells a client (PROTOCOL.md §2).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ServerMessage permits ServerMessage.Welcome, ServerMessage.Resolved, ServerMessage.Sources,
		ServerMessage.Offer, ServerMessage.Answer, ServerMessage.Candidate, ServerMessage.Gone, ServerMessage.Revoked,
		ServerMessage.Failure, RoomEvent, VideoEvent {

	/**
	 * The session is open.
	 *
	 * @param peer the id of the peer
	 * @param resume the secret to come back with
	 * @param resumed whether it came back
	 * @param iceServers STUN and TURN servers
	 * @param icePolicy which candidates may be used
	 */
	@JsonTypeName("welcome")
	record Welcome(PeerId peer, String resume, boolean resumed, List<IceServer> iceServers,
			IcePolicy icePolicy) implements ServerMessage {

		public Welcome {
			iceServers = List.copyOf(iceServers);
		}
	}

	/**
	 * The urls that name assets.
	 *
	 * @param assets one element for each eligible url
	 */
	@JsonTypeName("resolved")
	record Resolved(List<ResolvedAsset> assets) implements ServerMessage {

		public Resolved {
			assets = List.copyOf(assets);
		}
	}

	/**
	 * From whom assets may be had.
	 *
	 * @param assets one element for each asset
	 */
	@JsonTypeName("sources")
	record Sources(List<AssetSources> assets) implements ServerMessage {

		public Sources {
			assets = List.copyOf(assets);
		}
	}

	/**
	 * A WebRTC offer from a paired peer.
	 *
	 * @param from the peer
	 * @param sdp the session description
	 */
	@JsonTypeName("offer")
	record Offer(PeerId from, String sdp) implements ServerMessage {

	}

	/**
	 * A WebRTC answer from a paired peer.
	 *
	 * @param from the peer
	 * @param sdp the session description
	 */
	@JsonTypeName("answer")
	record Answer(PeerId from, String sdp) implements ServerMessage {

	}

	/**
	 * An ICE candidate from a paired peer.
	 *
	 * @param from the peer
	 * @param candidate the candidate line
	 * @param sdpMid the media section it belongs to
	 * @param sdpMLineIndex the index of that section
	 */
	@JsonTypeName("candidate")
	record Candidate(PeerId from, String candidate, @Nullable String sdpMid,
			@Nullable Integer sdpMLineIndex) implements ServerMessage {

	}

	/**
	 * A paired peer left.
	 *
	 * @param peer the peer
	 */
	@JsonTypeName("gone")
	record Gone(PeerId peer) implements ServerMessage {

	}

	/**
	 * Assets changed on the server.
	 *
	 * @param assets the versions that are gone
	 */
	@JsonTypeName("revoked")
	record Revoked(List<Digest> assets) implements ServerMessage {

		public Revoked {
			assets = List.copyOf(assets);
		}
	}

	/**
	 * Answers a bad message.
	 *
	 * @param code what was wrong
	 * @param detail in words
	 * @param about the room or the number that the message was about
	 */
	@JsonTypeName("failure")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Failure(FailureCode code, String detail, @Nullable String about) implements ServerMessage {

	}

	/**
	 * An asset and where the site serves it.
	 *
	 * @param url path and query as the client asked
	 * @param digest the digest of its bytes
	 * @param length the length in bytes
	 * @param mediaType the media type
	 * @param pieces the digests of its pieces
	 * @param active whether its swarm is at or above the threshold
	 */
	record ResolvedAsset(AssetPath url, Digest digest, long length, String mediaType,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<Digest> pieces, boolean active) {

		public ResolvedAsset {
			pieces = (pieces != null) ? List.copyOf(pieces) : List.of();
		}
	}

	/**
	 * An asset and from whom it may be had.
	 *
	 * @param digest the digest of its bytes
	 * @param length the length in bytes, −1 when the site does not know the asset
	 * @param mediaType the media type
	 * @param pieces the digests of its pieces
	 * @param peers whom to ask, best first
	 * @param waitMs how long to wait for a holder, in milliseconds
	 * @param seed whether others wait until this client has taken it from the origin
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record AssetSources(Digest digest, long length, String mediaType,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<Digest> pieces, List<PeerId> peers, @Nullable Long waitMs,
			@Nullable Boolean seed) {

		public AssetSources {
			pieces = (pieces != null) ? List.copyOf(pieces) : List.of();
			peers = List.copyOf(peers);
		}

		/**
		 * Return what to tell about a match.
		 * @param asset the asset
		 * @param match its match
		 * @return the sources
		 */
		public static AssetSources of(Asset asset, Match match) {
			boolean wait = match.peers().isEmpty() && !match.patience().isZero();
			return new AssetSources(asset.digest(), asset.length(), asset.mediaType(), asset.pieces(), match.peers(),
					wait ? match.patience().toMillis() : null, match.seed() ? true : null);
		}

		/**
		 * Return what to tell about an asset that the site does not know.
		 * @param digest the digest
		 * @return sources that send the client to the origin
		 */
		public static AssetSources unknown(Digest digest) {
			return new AssetSources(digest, -1, "application/octet-stream", List.of(), List.of(), null, null);
		}
	}

}
