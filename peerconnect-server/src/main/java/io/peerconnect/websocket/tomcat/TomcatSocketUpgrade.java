package io.peerconnect.websocket.tomcat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.RequestFacade;

import io.peerconnect.websocket.SocketListener;
import io.peerconnect.websocket.SocketSettings;
import io.peerconnect.websocket.SocketUpgrade;

import org.springframework.util.Assert;
import org.springframework.web.util.WebUtils;

/**
 * Takes connections over from Tomcat.
 */
public final class TomcatSocketUpgrade implements SocketUpgrade, AutoCloseable {

	private final List<SocketLoop> loops;

	private final AtomicInteger turns = new AtomicInteger();

	/**
	 * Start to look after connections.
	 * @param threads how many threads look after them
	 */
	public TomcatSocketUpgrade(int threads) {
		Assert.isTrue(threads > 0, () -> "'threads' must be positive, but was " + threads);
		this.loops = IntStream.rangeClosed(1, threads)
			.mapToObj((number) -> new SocketLoop("peerconnect-sockets-" + number))
			.toList();
	}

	@Override
	public boolean tryUpgrade(HttpServletRequest request, HttpServletResponse response, SocketSettings settings,
			SocketListener listener) throws IOException, ServletException {
		boolean tomcat = WebUtils.getNativeRequest(request, RequestFacade.class) != null;
		if (!tomcat || !"HTTP/1.1".equals(request.getProtocol())) {
			return false;
		}
		int turn = Math.floorMod(this.turns.getAndIncrement(), this.loops.size());
		request.upgrade(TomcatSocket.class).serve(settings, listener, this.loops.get(turn));
		return true;
	}

	@Override
	public void close() {
		this.loops.forEach(SocketLoop::close);
	}

}
