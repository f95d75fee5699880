package io.peerconnect.websocket.tomcat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/**
 * A client that keeps the messages it hears, and trusts any site.
 */
final class EchoClient implements WebSocket.Listener, AutoCloseable {

	private static final HttpClient HTTP = HttpClient.newBuilder().sslContext(trusting()).build();

	private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();

	private final CompletableFuture<Integer> closed = new CompletableFuture<>();

	private final CompletableFuture<byte[]> ponged = new CompletableFuture<>();

	private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

	private final WebSocket socket;

	private EchoClient(String url) {
		this.socket = HTTP.newWebSocketBuilder().buildAsync(URI.create(url), this).join();
	}

	static EchoClient connect(String url) {
		return new EchoClient(url);
	}

	private static SSLContext trusting() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new Trusting() }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	WebSocket socket() {
		return this.socket;
	}

	void send(byte[] message) {
		this.socket.sendBinary(ByteBuffer.wrap(message), true).join();
	}

	byte @Nullable [] next() {
		try {
			return this.heard.poll(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	int closeCode() {
		return this.closed.orTimeout(20, TimeUnit.SECONDS).join();
	}

	byte[] pong() {
		return this.ponged.orTimeout(20, TimeUnit.SECONDS).join();
	}

	@Override
	public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
		byte[] bytes = new byte[part.remaining()];
		part.get(bytes);
		this.parts.writeBytes(bytes);
		if (last) {
			this.heard.add(this.parts.toByteArray());
			this.parts.reset();
		}
		socket.request(1);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
		byte[] bytes = new byte[message.remaining()];
		message.get(bytes);
		this.ponged.complete(bytes);
		socket.request(1);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
		this.closed.complete(code);
		return null;
	}

	@Override
	public void onError(WebSocket socket, Throwable failure) {
		this.closed.complete(1006);
	}

	@Override
	public void close() {
		this.socket.abort();
	}

	private static final class Trusting extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
