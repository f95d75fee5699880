package io.peerconnect.signaling;

import java.util.List;
import java.util.function.Supplier;

import io.peerconnect.asset.Asset;
import io.peerconnect.asset.AssetReplacedListener;
import io.peerconnect.protocol.ServerMessage.Revoked;
import io.peerconnect.swarm.Matchmaker;

/**
 * Drops the swarms of assets that changed on the server, and tells who held them.
 */
public final class AssetRevoker implements AssetReplacedListener {

	private final PeerDirectory peers;

	private final Supplier<Matchmaker> matchmaker;

	/**
	 * Create the revoker.
	 * @param peers the peers of this node
	 * @param matchmaker the matchmaker, not asked for before an asset changes
	 */
	public AssetRevoker(PeerDirectory peers, Supplier<Matchmaker> matchmaker) {
		this.peers = peers;
		this.matchmaker = matchmaker;
	}

	@Override
	public void assetReplaced(Asset asset) {
		Revoked revoked = new Revoked(List.of(asset.digest()));
		this.matchmaker.get().revoke(asset.digest()).forEach((holder) -> this.peers.send(holder, revoked));
	}

}
