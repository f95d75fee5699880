package io.peerconnect.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * A coturn on the loopback interface.
 */
final class TurnServer implements AutoCloseable {

	static final String SECRET = "north";

	private final int port = freePort();

	private final Process process;

	TurnServer(Path folder) {
		Path log = folder.resolve("turnserver-" + this.port + ".log");
		try {
			this.process = new ProcessBuilder(List.of("turnserver", "-n", "--no-cli", "--listening-ip", "127.0.0.1",
					"--relay-ip", "127.0.0.1", "--listening-port", String.valueOf(this.port), "--use-auth-secret",
					"--static-auth-secret", SECRET, "--realm", "peerconnect", "--fingerprint", "--no-tls", "--no-dtls",
					"--allow-loopback-peers", "--log-file", "stdout", "--pidfile",
					folder.resolve("turnserver-" + this.port + ".pid").toString()))
				.redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("This test needs coturn ('apt-get install coturn')", ex);
		}
		Awaitility.await("coturn to listen").until(() -> isTaken(this.port) || !this.process.isAlive());
	}

	String[] properties() {
		return new String[] { "peerconnect.ice.servers[0].urls=turn:127.0.0.1:" + this.port + "?transport=udp",
				"peerconnect.ice.turn-secret=" + SECRET, "peerconnect.ice.policy=relay" };
	}

	private static int freePort() {
		try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isTaken(int port) {
		try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
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
