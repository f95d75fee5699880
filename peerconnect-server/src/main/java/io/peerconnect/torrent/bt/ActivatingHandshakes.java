package io.peerconnect.torrent.bt;

import java.util.function.Consumer;

import bt.metainfo.TorrentId;
import bt.protocol.Handshake;
import bt.protocol.HandshakeFactory;
import bt.protocol.IHandshakeFactory;

/**
 * Makes handshakes, each after its torrent became active.
 */
final class ActivatingHandshakes implements IHandshakeFactory {

	private final HandshakeFactory factory;

	private final Consumer<TorrentId> activation;

	/**
	 * Create the factory.
	 * @param factory makes the handshakes
	 * @param activation activates a torrent and returns once it is active; throws if it
	 * cannot be, which ends the connection
	 */
	ActivatingHandshakes(HandshakeFactory factory, Consumer<TorrentId> activation) {
		this.factory = factory;
		this.activation = activation;
	}

	@Override
	public Handshake createHandshake(TorrentId torrent) {
		this.activation.accept(torrent);
		return this.factory.createHandshake(torrent);
	}

}
