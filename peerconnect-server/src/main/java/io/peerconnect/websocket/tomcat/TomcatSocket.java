package io.peerconnect.websocket.tomcat;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.locks.Lock;

import io.peerconnect.websocket.SocketListener;
import io.peerconnect.websocket.SocketSettings;
import jakarta.servlet.http.WebConnection;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection over from Tomcat once the handshake is answered. Tomcat counts it
 * on, and closes it, but never reads or writes it again: that is what it calls
 * asynchronous I/O, and what its HTTP/2 does. Public because Tomcat makes it.
 */
public final class TomcatSocket implements InternalHttpUpgradeHandler {

	private @Nullable EventLoop loop;

	private @Nullable SocketSettings settings;

	private @Nullable SocketListener listener;

	private @Nullable SocketWrapperBase<?> wrapper;

	void prepare(EventLoop loop, SocketSettings settings, SocketListener listener) {
		this.loop = loop;
		this.settings = settings;
		this.listener = listener;
	}

	@Override
	public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
		this.wrapper = wrapper;
	}

	@Override
	public void init(WebConnection connection) {
		SocketWrapperBase<?> wrapper = Objects.requireNonNull(this.wrapper);
		SocketListener listener = Objects.requireNonNull(this.listener);
		EventLoop loop = Objects.requireNonNull(this.loop);
		NioChannel channel = (NioChannel) wrapper.getSocket();
		LoopSocket socket = new LoopSocket(channel.getIOChannel(), loop, Objects.requireNonNull(this.settings),
				listener, () -> close(wrapper));
		ByteBuffer early = readAhead(wrapper.getSocketBufferHandler());
		if (channel.getBufHandler() instanceof ReleasableBuffers buffers) {
			buffers.release();
		}
		loop.add(socket, early);
	}

	/* What came in one packet with the handshake. */
	private static ByteBuffer readAhead(SocketBufferHandler buffers) {
		if (buffers.isReadBufferEmpty()) {
			return ByteBuffer.allocate(0);
		}
		buffers.configureReadBufferForRead();
		ByteBuffer read = buffers.getReadBuffer();
		return ByteBuffer.allocate(read.remaining()).put(read).flip();
	}

	/*
	 * Under the lock that Tomcat holds while it hands the connection over: closed before
	 * that is done, a part of it would stay in a list for ever.
	 */
	private static void close(SocketWrapperBase<?> wrapper) {
		Lock lock = wrapper.getLock();
		lock.lock();
		try {
			wrapper.close();
		}
		finally {
			lock.unlock();
		}
	}

	@Override
	public boolean hasAsyncIO() {
		return true;
	}

	@Override
	public SocketState upgradeDispatch(SocketEvent event) {
		return SocketState.CLOSED;
	}

	@Override
	public void setSslSupport(@Nullable SSLSupport sslSupport) {
		// Connections with TLS are left to the WebSocket container.
	}

	@Override
	public void timeoutAsync(long now) {
		// The server's end pings, and closes what does not answer.
	}

	@Override
	public void pause() {
		// The server's end drains before the web server stops.
	}

	@Override
	public void destroy() {
		// The loop ends the connection.
	}

}
