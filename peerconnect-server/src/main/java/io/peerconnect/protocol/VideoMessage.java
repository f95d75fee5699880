package io.peerconnect.protocol;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

import io.peerconnect.torrent.InfoHash;

import org.springframework.util.Assert;

/**
 * What a client tells the server about videos (PROTOCOL.md, "Video").
 */
public sealed interface VideoMessage extends ClientMessage
		permits VideoMessage.Watch, VideoMessage.Unwatch, VideoMessage.Claim {

	/**
	 * Tells that a video is about to be watched, or that its watcher shares (no more).
	 *
	 * @param path its path below the context path, percent-encoded, without query
	 * @param sharing whether this client may be asked to upload
	 */
	@JsonTypeName("watch")
	record Watch(String path, boolean sharing) implements VideoMessage {

		public Watch {
			Limits.requireText("path", path, Limits.PATH);
			Assert.isTrue(path.startsWith("/"), "'path' must start with '/'");
		}
	}

	/**
	 * Tells that a video is no longer watched, nor shared.
	 *
	 * @param infoHash names the video's swarm
	 */
	@JsonTypeName("unwatch")
	record Unwatch(InfoHash infoHash) implements VideoMessage {

		public Unwatch {
			Limits.require("infoHash", infoHash);
		}
	}

	/**
	 * Tells what a watcher has, whom it is connected with, and which pieces it would take
	 * from the origin. Leases on other pieces end.
	 *
	 * @param infoHash names the video's swarm
	 * @param as who the watcher is in that swarm
	 * @param want pieces that it needs soon, most urgent first
	 * @param spare pieces that it needs later, and takes now if others need them
	 * @param got pieces that it holds since it last said so
	 * @param lost pieces that it holds no longer
	 * @param connected whom it can get pieces from; absent if that did not change
	 */
	@JsonTypeName("claim")
	record Claim(InfoHash infoHash, SwarmPeerId as, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> want,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<PieceRange> spare,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<PieceRange> got,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<PieceRange> lost,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<SwarmPeerId> connected) implements VideoMessage {

		public Claim {
			Limits.require("infoHash", infoHash);
			Limits.require("as", as);
			want = Limits.copy("want", want, Limits.PIECES);
			Assert.isTrue(want.stream().allMatch((piece) -> piece >= 0), "'want' must not be negative");
			spare = Limits.copy("spare", spare, Limits.PIECE_RANGES);
			got = Limits.copy("got", got, Limits.PIECE_RANGES);
			lost = Limits.copy("lost", lost, Limits.PIECE_RANGES);
			connected = (connected != null) ? Limits.copy("connected", connected, Limits.PEERS) : null;
		}
	}

}
