package io.peerconnect.protocol;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.AssetPath;
import io.peerconnect.asset.Digest;
import io.peerconnect.swarm.PeerId;

/**
 * What a client tells the server (PROTOCOL.md §2). Lists that a client left out are
 * empty.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ClientMessage permits ClientMessage.Hello, ClientMessage.Resolve, ClientMessage.Want,
		ClientMessage.Cancel, ClientMessage.Have, ClientMessage.Drop, ClientMessage.Availability, ClientMessage.Offer,
		ClientMessage.Answer, ClientMessage.Candidate, ClientMessage.Report, RoomMessage, VideoMessage {

	/**
	 * Return the type of the message.
	 * @return the value of {@code type}
	 */
	default String type() {
		return MessageTypes.of(getClass());
	}

	/**
	 * Opens the session.
	 *
	 * @param token the join token
	 * @param resume the secret of an earlier welcome
	 * @param sharing whether this peer may be asked to upload
	 * @param have what it holds completely
	 * @param want what it wants, most urgent first
	 */
	@JsonTypeName("hello")
	record Hello(String token, @Nullable String resume, boolean sharing,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<Digest> have,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<Digest> want) implements ClientMessage {

		public Hello {
			Limits.requireText("token", token, Limits.TOKEN);
			Limits.checkText("resume", resume, Limits.TOKEN);
			have = Limits.copy("have", have, Limits.HELD);
			want = Limits.copy("want", want, Limits.ASSETS);
		}
	}

	/**
	 * Asks which assets urls name.
	 *
	 * @param urls paths and queries on the site
	 */
	@JsonTypeName("resolve")
	record Resolve(List<AssetPath> urls) implements ClientMessage {

		public Resolve {
			urls = Limits.requireCopy("urls", urls, Limits.ASSETS);
		}
	}

	/**
	 * Asks from whom assets may be had.
	 *
	 * @param assets the assets, most urgent first
	 * @param avoid peers that just failed this one
	 */
	@JsonTypeName("want")
	record Want(List<Digest> assets,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<PeerId> avoid) implements ClientMessage {

		public Want {
			assets = Limits.requireCopy("assets", assets, Limits.ASSETS);
			avoid = Limits.copy("avoid", avoid, Limits.PEERS);
		}
	}

	/**
	 * Ends the want of assets.
	 *
	 * @param assets the assets
	 */
	@JsonTypeName("cancel")
	record Cancel(List<Digest> assets) implements ClientMessage {

		public Cancel {
			assets = Limits.requireCopy("assets", assets, Limits.HELD);
		}
	}

	/**
	 * Tells what a peer holds, verified.
	 *
	 * @param complete assets of which it holds every byte
	 * @param partial assets of which it holds at least one piece
	 */
	@JsonTypeName("have")
	record Have(@JsonInclude(JsonInclude.Include.NON_EMPTY) List<Digest> complete,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<Digest> partial) implements ClientMessage {

		public Have {
			complete = Limits.copy("complete", complete, Limits.HELD);
			partial = Limits.copy("partial", partial, Limits.HELD);
		}
	}

	/**
	 * Tells what a peer no longer holds.
	 *
	 * @param assets the assets
	 */
	@JsonTypeName("drop")
	record Drop(List<Digest> assets) implements ClientMessage {

		public Drop {
			assets = Limits.requireCopy("assets", assets, Limits.HELD);
		}
	}

	/**
	 * Tells whether a peer may be asked to upload.
	 *
	 * @param sharing whether it shares
	 */
	@JsonTypeName("availability")
	record Availability(boolean sharing) implements ClientMessage {

	}

	/**
	 * A WebRTC offer for a paired peer.
	 *
	 * @param to the peer
	 * @param sdp the session description
	 */
	@JsonTypeName("offer")
	record Offer(PeerId to, String sdp) implements ClientMessage {

		public Offer {
			Limits.require("to", to);
			Limits.requireText("sdp", sdp, Limits.SDP);
		}
	}

	/**
	 * A WebRTC answer for a paired peer.
	 *
	 * @param to the peer
	 * @param sdp the session description
	 */
	@JsonTypeName("answer")
	record Answer(PeerId to, String sdp) implements ClientMessage {

		public Answer {
			Limits.require("to", to);
			Limits.requireText("sdp", sdp, Limits.SDP);
		}
	}

	/**
	 * An ICE candidate for a paired peer (RFC 8838).
	 *
	 * @param to the peer
	 * @param candidate the candidate line, empty when there are no more
	 * @param sdpMid the media section it belongs to
	 * @param sdpMLineIndex the index of that section
	 */
	@JsonTypeName("candidate")
	record Candidate(PeerId to, String candidate, @Nullable String sdpMid,
			@Nullable Integer sdpMLineIndex) implements ClientMessage {

		public Candidate {
			Limits.require("to", to);
			Limits.requireText("candidate", candidate, Limits.CANDIDATE);
			Limits.checkText("sdpMid", sdpMid, Limits.CANDIDATE);
		}
	}

	/**
	 * What happened since the last report. Clients may lie: numbers are cut to a credible
	 * range here and count for nothing but meters.
	 *
	 * @param received bytes from peers
	 * @param origin bytes from the origin
	 * @param cached bytes from the verified cache
	 * @param shared bytes sent to peers
	 * @param connected peers connected right now
	 * @param fallbacks how often the origin took over, by cause
	 * @param failures peers that failed this one
	 */
	@JsonTypeName("report")
	record Report(long received, long origin, long cached, long shared, @Nullable Integer connected,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) Map<Cause, Long> fallbacks,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<PeerFailure> failures) implements ClientMessage {

		public Report {
			received = Limits.clamp(received, Limits.REPORTED_BYTES);
			origin = Limits.clamp(origin, Limits.REPORTED_BYTES);
			cached = Limits.clamp(cached, Limits.REPORTED_BYTES);
			shared = Limits.clamp(shared, Limits.REPORTED_BYTES);
			connected = (connected != null) ? (int) Limits.clamp(connected, Limits.PEERS) : null;
			fallbacks = Limits.clamp("fallbacks", fallbacks);
			failures = Limits.copy("failures", failures, Limits.PEERS);
		}
	}

	/**
	 * A peer that failed another.
	 *
	 * @param peer the peer that failed
	 * @param asset what it was asked for
	 * @param cause how it failed
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record PeerFailure(PeerId peer, @Nullable Digest asset, Cause cause) {

		private static final Collection<Cause> CAUSES = List.of(Cause.CONNECT_TIMEOUT, Cause.STALLED, Cause.REFUSED,
				Cause.HASH_MISMATCH);

		public PeerFailure {
			Limits.require("peer", peer);
			if (!CAUSES.contains(Limits.require("cause", cause))) {
				throw new IllegalArgumentException("'cause' of a peer's failure must be one of " + CAUSES);
			}
		}
	}

}
