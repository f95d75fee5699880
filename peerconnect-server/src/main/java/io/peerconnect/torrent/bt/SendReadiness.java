package io.peerconnect.torrent.bt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import bt.net.PeerConnection;
import bt.net.SharedSelector;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what peers send, and tells which peers can be sent to without waiting.
 */
final class SendReadiness extends SharedSelector {

	/*
	 * bt sends by writing again and again until everything is gone: a peer that reads
	 * slowly takes a core, and nobody else is served meanwhile. So nothing is sent to
	 * peers whose socket is full. And it registers a connection by spinning until its
	 * selector is between two waits, which on a busy machine takes seconds; that was
	 * needed before Java 11.
	 */

	private final Map<SocketAddress, SocketChannel> channels = new ConcurrentHashMap<>();

	private final Selector readable;

	private final Selector writable;

	/**
	 * Create it.
	 * @param readable where bt waits for what peers send
	 * @param writable where this looks whether peers can be sent to
	 */
	SendReadiness(Selector readable, Selector writable) {
		super(readable);
		this.readable = readable;
		this.writable = writable;
	}

	@Override
	public void wakeupAndRegister(SelectableChannel channel, int operations, Object attachment) {
		try {
			channel.register(this.readable, operations, attachment);
			this.readable.wakeup();
			if (channel instanceof SocketChannel socket) {
				this.channels.put(socket.getRemoteAddress(), socket);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Look which peers can be sent to now. This and what follows is for one thread.
	 * @throws IOException if that cannot be told any more
	 */
	void look() throws IOException {
		this.writable.selectedKeys().clear();
		this.writable.selectNow();
		this.channels.values().removeIf((channel) -> !channel.isOpen());
	}

	/**
	 * Return whether a peer could be sent to at the last look.
	 * @param connection the connection with the peer
	 * @return whether it could
	 * @throws IOException if the connection ended
	 */
	boolean isReady(PeerConnection connection) throws IOException {
		SocketChannel channel = channel(connection);
		if (channel == null) {
			return false;
		}
		SelectionKey key = channel.keyFor(this.writable);
		if (key == null) {
			channel.register(this.writable, SelectionKey.OP_WRITE);
			return false;
		}
		return this.writable.selectedKeys().contains(key);
	}

	/**
	 * End a connection at once. bt would wait for a pause of the peer, in which it reads
	 * all that there is, and keep what comes until then.
	 * @param connection the connection with the peer
	 */
	void hangUp(PeerConnection connection) {
		SocketChannel channel = channel(connection);
		if (channel != null) {
			try {
				channel.close();
			}
			catch (IOException ex) {
				// It is gone.
			}
		}
		connection.closeQuietly();
	}

	private @Nullable SocketChannel channel(PeerConnection connection) {
		return this.channels
			.get(new InetSocketAddress(connection.getRemotePeer().getInetAddress(), connection.getRemotePort()));
	}

	@Override
	public void close() throws IOException {
		super.close();
		this.writable.close();
	}

}
