package io.peerconnect.websocket.tomcat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.Lock;

import jakarta.servlet.http.WebConnection;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import io.peerconnect.websocket.FramedSocket;
import io.peerconnect.websocket.SocketListener;
import io.peerconnect.websocket.SocketSettings;

/**
 * One of Tomcat's connections after the handshake. Made by Tomcat.
 */
public final class TomcatSocket implements InternalHttpUpgradeHandler, FramedSocket.Transport {

	/*
	 * On its default connector (NIO) Tomcat lets go of the connection, and a loop of ours
	 * waits for it: where Tomcat waits, a message costs four changes of threads, which is
	 * most of what it costs at all. On other connectors Tomcat calls upgradeDispatch.
	 *
	 * Tomcat uses the objects around a channel again as soon as it is closed. So one
	 * thread reads and closes, and nothing is written after the socket asked to close.
	 */

	private @Nullable FramedSocket socket;

	private @Nullable SocketLoop loop;

	private @Nullable SocketWrapperBase<?> wrapper;

	private @Nullable SelectionKey key;

	/** Whether nothing may be read or written any more. */
	private volatile boolean closing;

	/**
	 * Create a connection that does nothing. For Tomcat.
	 */
	public TomcatSocket() {
	}

	void serve(SocketSettings settings, SocketListener listener, SocketLoop loop) {
		this.socket = new FramedSocket(settings, listener, this);
		this.loop = loop;
	}

	@Override
	public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
		this.wrapper = wrapper;
	}

	@Override
	public void init(WebConnection connection) {
		if (hasAsyncIO()) {
			loop().execute(this::begin);
		}
		else {
			socket().open();
		}
	}

	@Override
	public boolean hasAsyncIO() {
		return wrapper().getSocket() instanceof NioChannel;
	}

	private void begin() {
		try {
			NioChannel channel = (NioChannel) wrapper().getSocket();
			this.key = loop().register(channel.getIOChannel(), this);
		}
		catch (ClosedChannelException ex) {
			socket().open();
			failed(ex);
			return;
		}
		socket().open();
		// What came right behind the handshake, Tomcat has read already.
		readable(loop().buffer());
	}

	/** Read what there is. By one thread at a time. */
	void readable(ByteBuffer buffer) {
		try {
			boolean more = true;
			while (more && !this.closing) {
				buffer.clear();
				int count = wrapper().read(false, buffer);
				int limit = buffer.limit();
				buffer.flip();
				if (count > 0) {
					socket().received(buffer);
				}
				// TLS may have more in store than the network has.
				more = count > 0 && (count == limit || !(wrapper().getSocket() instanceof NioChannel channel)
						|| channel instanceof SecureNioChannel);
			}
		}
		catch (EOFException ex) {
			socket().ended();
		}
		catch (IOException ex) {
			failed(ex);
		}
	}

	void writable() {
		socket().writable();
	}

	void failed(Throwable failure) {
		socket().failed(failure);
	}

	@Override
	public boolean write(byte[] frame) throws IOException {
		wrapper().write(false, frame, 0, frame.length);
		return flush();
	}

	@Override
	public boolean flush() throws IOException {
		if (!wrapper().flush(false)) {
			return true;
		}
		SelectionKey key = this.key;
		if (key != null) {
			loop().awaitWritable(key);
		}
		else if (!hasAsyncIO()) {
			wrapper().registerWriteInterest();
		}
		return false;
	}

	@Override
	public void close() {
		this.closing = true;
		if (hasAsyncIO()) {
			loop().execute(this::closeNow);
		}
		else {
			wrapper().processSocket(SocketEvent.DISCONNECT, true);
		}
	}

	private void closeNow() {
		// Held by Tomcat until it is done with the handshake and has put it into its
		// books.
		Lock handshake = wrapper().getLock();
		handshake.lock();
		try {
			wrapper().close();
		}
		finally {
			handshake.unlock();
		}
	}

	@Override
	public SocketState upgradeDispatch(SocketEvent event) {
		switch (event) {
			case OPEN_READ -> readable(ByteBuffer.allocate(2048));
			case OPEN_WRITE -> writable();
			default -> this.closing = true;
		}
		if (this.closing) {
			socket().ended();
			return SocketState.CLOSED;
		}
		return SocketState.UPGRADED;
	}

	@Override
	public void timeoutAsync(long now) {
		socket().tick();
	}

	@Override
	public void setSslSupport(SSLSupport support) {
		// Nobody asks.
	}

	@Override
	public void pause() {
		// Whoever restarts the server closes its connections.
	}

	@Override
	public void destroy() {
		socket().ended();
	}

	private FramedSocket socket() {
		FramedSocket socket = this.socket;
		if (socket == null) {
			throw new IllegalStateException("Nobody serves this connection");
		}
		return socket;
	}

	private SocketLoop loop() {
		SocketLoop loop = this.loop;
		if (loop == null) {
			throw new IllegalStateException("Nobody serves this connection");
		}
		return loop;
	}

	private SocketWrapperBase<?> wrapper() {
		SocketWrapperBase<?> wrapper = this.wrapper;
		if (wrapper == null) {
			throw new IllegalStateException("There is no connection yet");
		}
		return wrapper;
	}

}
