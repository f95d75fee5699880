package io.peerconnect.signaling;

import java.util.List;
import java.util.function.Supplier;

import io.peerconnect.asset.Asset;
import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.protocol.ServerMessage.AssetSources;
import io.peerconnect.protocol.ServerMessage.Sources;
import io.peerconnect.swarm.Match;
import io.peerconnect.swarm.MatchListener;
import io.peerconnect.swarm.PeerId;

/**
 * Tells receivers whom they are to ask, and pairs them.
 */
public final class MatchAnnouncer implements MatchListener {

	private final PeerDirectory peers;

	private final Supplier<AssetCatalogue> assets;

	private final SignalingObserver observer;

	/**
	 * Create the announcer.
	 * @param peers the peers of this node
	 * @param assets the catalogue, not asked for before there is a match: it may itself
	 * depend on the one who makes matches
	 * @param observer hears of matches
	 */
	public MatchAnnouncer(PeerDirectory peers, Supplier<AssetCatalogue> assets, SignalingObserver observer) {
		this.peers = peers;
		this.assets = assets;
		this.observer = observer;
	}

	@Override
	public void matched(PeerId receiver, Match match) {
		Peer peer = this.peers.find(receiver);
		if (peer != null) {
			this.peers.send(receiver, new Sources(List.of(pair(peer, match))));
		}
	}

	/* A peer may have left since it was matched. */
	AssetSources pair(Peer receiver, Match match) {
		Asset asset = this.assets.get().findByDigest(match.asset());
		if (asset == null) {
			return AssetSources.unknown(match.asset());
		}
		List<PeerId> paired = match.peers().stream().filter((holder) -> this.peers.tryPair(receiver, holder)).toList();
		Match present = new Match(match.asset(), paired, match.patience(), match.seed());
		this.observer.matched(MatchResult.of(present));
		return AssetSources.of(asset, present);
	}

}
