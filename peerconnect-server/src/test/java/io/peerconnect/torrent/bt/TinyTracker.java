package io.peerconnect.torrent.bt;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The least that an HTTP tracker does, for one torrent whose peers are all on loopback.
 * Takes the request line as it is: some clients escape too little.
 */
final class TinyTracker implements AutoCloseable {

	private static final Pattern PORT = Pattern.compile("[?&]port=(\\d+)");

	private static final Pattern EVENT = Pattern.compile("[?&]event=(\\w+)");

	private final ServerSocket server;

	private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

	private final List<String> announces = new CopyOnWriteArrayList<>();

	private volatile @Nullable String failure;

	TinyTracker() {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::serve, "tiny-tracker");
		thread.setDaemon(true);
		thread.start();
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getLocalPort() + "/announce");
	}

	/**
	 * What peers said, as {@code port event}.
	 */
	List<String> announces() {
		return this.announces;
	}

	void failWith(String reason) {
		this.failure = reason;
	}

	private void serve() {
		while (!this.server.isClosed()) {
			try (Socket socket = this.server.accept()) {
				BufferedReader in = new BufferedReader(
						new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
				byte[] answer = answer(String.valueOf(in.readLine()));
				socket.getOutputStream()
					.write(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + answer.length + "\r\n\r\n")
						.getBytes(StandardCharsets.ISO_8859_1));
				socket.getOutputStream().write(answer);
			}
			catch (IOException ex) {
				// The test is over, or a client went away.
			}
		}
	}

	private byte[] answer(String line) {
		// One client escapes even digits.
		String request = URLDecoder.decode(line, StandardCharsets.ISO_8859_1);
		Matcher port = PORT.matcher(request);
		Matcher event = EVENT.matcher(request);
		int self = port.find() ? Integer.parseInt(port.group(1)) : -1;
		String what = event.find() ? event.group(1) : "";
		this.announces.add(self + " " + what);
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		String reason = this.failure;
		if (reason != null) {
			write(answer, "d14:failure reason" + reason.length() + ":" + reason + "e");
			return answer.toByteArray();
		}
		byte[] peers = peersBut(self);
		write(answer, "d8:intervali1e5:peers" + peers.length + ":");
		answer.writeBytes(peers);
		write(answer, "e");
		if (what.equals("stopped")) {
			this.ports.remove(self);
		}
		else if (self > 0) {
			this.ports.add(self);
		}
		return answer.toByteArray();
	}

	private byte[] peersBut(int self) {
		ByteArrayOutputStream peers = new ByteArrayOutputStream();
		for (int port : this.ports) {
			if (port != self) {
				peers.writeBytes(new byte[] { 127, 0, 0, 1, (byte) (port >> 8), (byte) port });
			}
		}
		return peers.toByteArray();
	}

	private static void write(ByteArrayOutputStream out, String text) {
		out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
