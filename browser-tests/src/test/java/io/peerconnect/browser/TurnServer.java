package io.peerconnect.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * A coturn on loopback that relays between clients with credentials of a shared secret.
 */
final class TurnServer implements AutoCloseable {

	private static final String ADDRESS = "127.0.0.1";

	private final Process process;

	private final int port;

	private final String secret;

	private TurnServer(Process process, int port, String secret) {
		this.process = process;
		this.port = port;
		this.secret = secret;
	}

	static TurnServer start(String secret) {
		try {
			int port = freePort();
			Path program = Path.of(Files.readString(Path.of(System.getProperty("turnserver-path-file"))).strip());
			Process process = new ProcessBuilder(program.toString(), "-n", "--no-cli", "--listening-ip", ADDRESS,
					"--listening-port", String.valueOf(port), "--relay-ip", ADDRESS, "--use-auth-secret",
					"--static-auth-secret", secret, "--realm", "peerconnect", "--fingerprint", "--no-tls", "--no-dtls",
					"--allow-loopback-peers", "--log-file", "stdout", "--simple-log")
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			TurnServer server = new TurnServer(process, port, secret);
			Awaitility.await("coturn").atMost(Duration.ofSeconds(30)).until(server::answers);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The build did not locate a turnserver; run build/turnserver.sh to see why",
					ex);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
			return socket.getLocalPort();
		}
	}

	private boolean answers() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("coturn ended with status " + this.process.exitValue());
		}
		try (Socket socket = new Socket(ADDRESS, this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			// Not yet.
			return false;
		}
	}

	String url() {
		return "turn:" + ADDRESS + ":" + this.port;
	}

	String[] properties() {
		return new String[] { "peerconnect.ice.servers[0].urls=" + url(), "peerconnect.ice.turn-secret=" + this.secret,
				"peerconnect.ice.policy=relay" };
	}

	/* Ends at once, as a machine ends that loses its power. */
	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
