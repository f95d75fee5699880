package io.peerconnect.websocket.tomcat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import io.peerconnect.websocket.SocketListener;
import io.peerconnect.websocket.SocketSettings;
import io.peerconnect.websocket.SocketUpgrade;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.RequestFacade;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Makes WebSockets that a few loops read and write (RFC 6455), without compression.
 */
public final class TomcatUpgrade implements SocketUpgrade, AutoCloseable {

	/*
	 * Tomcat's WebSocket container keeps six buffers for each connection, decodes text
	 * into characters and back, and takes two switches of threads and half a dozen system
	 * calls for each message that arrives. What is left here is one read, and one write
	 * for each message that leaves.
	 */

	private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private static final String VERSION = "13";

	private static final int KEY_BYTES = 16;

	private final EventLoop[] loops;

	private final AtomicInteger next = new AtomicInteger();

	private volatile boolean enabled;

	private volatile boolean closed;

	/**
	 * Create the upgrade. Not possible before it is {@link #enable enabled}, and its
	 * threads start with the first connections.
	 * @param threads how many loops there are
	 */
	public TomcatUpgrade(int threads) {
		this.loops = new EventLoop[threads];
	}

	/**
	 * Make this way possible: the connectors of this Tomcat are of the kind whose sockets
	 * can be taken over.
	 */
	public void enable() {
		this.enabled = true;
	}

	@Override
	public boolean isPossible(HttpServletRequest request) {
		return this.enabled && !this.closed && isTomcats(request)
		// Set where Tomcat itself does the encryption.
				&& request.getAttribute("jakarta.servlet.request.cipher_suite") == null;
	}

	private static boolean isTomcats(ServletRequest request) {
		ServletRequest inner = request;
		while (inner instanceof ServletRequestWrapper wrapper) {
			inner = wrapper.getRequest();
		}
		return inner instanceof RequestFacade;
	}

	@Override
	public boolean upgrade(HttpServletRequest request, HttpServletResponse response, SocketSettings settings,
			SocketListener listener) throws ServletException, IOException {
		String accept = findAccept(request);
		if (accept == null) {
			response.setHeader("Sec-WebSocket-Version", VERSION);
			response.setStatus(HttpStatus.UPGRADE_REQUIRED.value());
			return false;
		}
		response.setHeader(HttpHeaders.UPGRADE, "websocket");
		response.setHeader(HttpHeaders.CONNECTION, "upgrade");
		response.setHeader("Sec-WebSocket-Accept", accept);
		request.upgrade(TomcatSocket.class).prepare(loop(), settings, listener);
		return true;
	}

	/* RFC 6455 §4.2. Returns null for what is no handshake of this version. */
	private static @Nullable String findAccept(HttpServletRequest request) {
		String key = request.getHeader("Sec-WebSocket-Key");
		String connection = request.getHeader(HttpHeaders.CONNECTION);
		boolean handshake = request.getMethod().equals("GET") && connection != null
				&& connection.toLowerCase(Locale.ROOT).contains("upgrade")
				&& VERSION.equals(request.getHeader("Sec-WebSocket-Version"));
		if (!handshake || key == null || !isKey(key.strip())) {
			return null;
		}
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1")
				.digest((key.strip() + ACCEPT_SALT).getBytes(StandardCharsets.ISO_8859_1));
			return Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-1", ex);
		}
	}

	private static boolean isKey(String key) {
		try {
			return Base64.getDecoder().decode(key).length == KEY_BYTES;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private EventLoop loop() {
		int index = Math.floorMod(this.next.getAndIncrement(), this.loops.length);
		synchronized (this.loops) {
			EventLoop loop = this.loops[index];
			if (loop == null) {
				try {
					loop = new EventLoop("peerconnect-socket-" + (index + 1));
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
				this.loops[index] = loop;
			}
			return loop;
		}
	}

	@Override
	public void close() {
		this.closed = true;
		synchronized (this.loops) {
			for (EventLoop loop : this.loops) {
				if (loop != null) {
					loop.stop();
				}
			}
		}
	}

}
