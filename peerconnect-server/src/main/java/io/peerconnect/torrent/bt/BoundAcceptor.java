package io.peerconnect.torrent.bt;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import bt.net.ConnectionResult;
import bt.net.ConnectionRoutine;
import bt.net.IPeerConnectionFactory;
import bt.net.InetPeer;
import bt.net.SocketChannelConnectionAcceptor;

/**
 * Accepts connections on a socket that is bound already. bt itself binds late, on a
 * thread of its own, and only logs that the port is taken.
 */
final class BoundAcceptor extends SocketChannelConnectionAcceptor {

	private static final long PAUSE_MS = 1000;

	private final ServerSocketChannel server;

	private final IPeerConnectionFactory connections;

	BoundAcceptor(ServerSocketChannel server, InetSocketAddress address, Selector selector,
			IPeerConnectionFactory connections) {
		super(selector, connections, address);
		this.server = server;
		this.connections = connections;
	}

	@Override
	public ConnectionRoutine accept() {
		while (true) {
			try {
				SocketChannel channel = this.server.accept();
				return new Incoming(channel, channel.getRemoteAddress(), this.connections);
			}
			catch (ClosedChannelException ex) {
				// The runtime stops. bt would log an error of whatever is thrown here.
				return new Nobody();
			}
			catch (IOException ex) {
				// Most likely there are too many open files, which passes.
				try {
					Thread.sleep(PAUSE_MS);
				}
				catch (InterruptedException interrupt) {
					return new Nobody();
				}
			}
		}
	}

	/**
	 * In place of a connection, when there will be none.
	 */
	private record Nobody() implements ConnectionRoutine {

		@Override
		public SocketAddress getRemoteAddress() {
			return InetSocketAddress.createUnresolved("nobody", 0);
		}

		@Override
		public ConnectionResult establish() {
			return ConnectionResult.failure("The runtime stops");
		}

		@Override
		public void cancel() {
			// There is nothing to close.
		}

	}

	private record Incoming(SocketChannel channel, SocketAddress address,
			IPeerConnectionFactory connections) implements ConnectionRoutine {

		@Override
		public SocketAddress getRemoteAddress() {
			return this.address;
		}

		@Override
		public ConnectionResult establish() {
			return this.connections.createIncomingConnection(
					InetPeer.builder(((InetSocketAddress) this.address).getAddress()).build(), this.channel);
		}

		@Override
		public void cancel() {
			try {
				this.channel.close();
			}
			catch (IOException ex) {
				// It is not used any more, which is all that matters.
			}
		}

	}

}
