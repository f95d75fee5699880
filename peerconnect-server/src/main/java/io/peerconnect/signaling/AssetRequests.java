package io.peerconnect.signaling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.peerconnect.asset.Asset;
import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.asset.AssetPath;
import io.peerconnect.asset.Digest;
import io.peerconnect.protocol.MessageCodec;
import io.peerconnect.protocol.ServerMessage;
import io.peerconnect.protocol.ServerMessage.AssetSources;
import io.peerconnect.protocol.ServerMessage.ResolvedAsset;
import io.peerconnect.swarm.Holding;
import io.peerconnect.swarm.Match;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.swarm.PeerId;

/**
 * Answers what clients ask and tell about assets. The matchmaker hears of none but the
 * site's own: a client cannot make it remember digests of its invention.
 */
final class AssetRequests {

	private final AssetCatalogue assets;

	private final Matchmaker matchmaker;

	private final MatchAnnouncer announcer;

	private final MessageCodec codec;

	private final AbuseGuard guard;

	AssetRequests(AssetCatalogue assets, Matchmaker matchmaker, MatchAnnouncer announcer, MessageCodec codec,
			AbuseGuard guard) {
		this.assets = assets;
		this.matchmaker = matchmaker;
		this.announcer = announcer;
		this.codec = codec;
		this.guard = guard;
	}

	void want(Connection connection, Peer peer, Collection<Digest> wanted, Set<PeerId> avoid) {
		List<AssetSources> sources = new ArrayList<>();
		List<Digest> known = new ArrayList<>();
		for (Digest asset : new LinkedHashSet<>(wanted)) {
			if (this.assets.findByDigest(asset) != null) {
				known.add(asset);
			}
			else {
				sources.add(AssetSources.unknown(asset));
			}
		}
		for (Match match : match(connection, peer, known, avoid)) {
			sources.add(this.announcer.pair(peer, match));
		}
		MessageBatches.of(sources, (asset) -> asset.pieces().size() + asset.peers().size())
			.forEach((batch) -> send(connection, new ServerMessage.Sources(batch)));
	}

	/*
	 * Who asks for too much is sent to the origin rather than refused: the visitor gets
	 * the images all the same, and learns of no more peers.
	 */
	private List<Match> match(Connection connection, Peer peer, List<Digest> known, Set<PeerId> avoid) {
		if (known.isEmpty()) {
			return List.of();
		}
		if (!this.guard.tryAdmitWants(connection, known.size())) {
			return known.stream().map(Match::origin).toList();
		}
		return this.matchmaker.want(peer.id(), known, avoid);
	}

	void have(Peer peer, Collection<Digest> held, Holding holding) {
		List<Digest> known = held.stream()
			.distinct()
			.filter((asset) -> this.assets.findByDigest(asset) != null)
			.toList();
		if (!known.isEmpty()) {
			this.matchmaker.have(peer.id(), known, holding);
		}
	}

	void resolve(Connection connection, Collection<AssetPath> urls) {
		List<ResolvedAsset> resolved = new ArrayList<>();
		for (AssetPath url : new LinkedHashSet<>(urls)) {
			Asset asset = this.assets.findByPath(url);
			if (asset != null) {
				resolved.add(new ResolvedAsset(url, asset.digest(), asset.length(), asset.mediaType(), asset.pieces(),
						this.matchmaker.isActive(asset.digest())));
			}
		}
		if (resolved.isEmpty()) {
			send(connection, new ServerMessage.Resolved(List.of()));
		}
		MessageBatches.of(resolved, (asset) -> asset.pieces().size() + asset.url().value().length() / 16)
			.forEach((batch) -> send(connection, new ServerMessage.Resolved(batch)));
	}

	private void send(Connection connection, ServerMessage message) {
		connection.send(this.codec.write(message));
	}

}
