package io.peerconnect.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Serves the page in which tabs exchange files without a server of ours: the transfers of
 * rooms over real data channels, and nothing else.
 */
final class HarnessSite implements AutoCloseable {

	private static final Path CLIENT = Path.of("../peerconnect-client-js/target");

	private static final Map<String, Path> SCRIPTS = Map.of("/room-harness.js",
			CLIENT.resolve("harness/room-harness.js"), "/rooms-disk.js",
			CLIENT.resolve("classes/META-INF/peerconnect/rooms-disk.js"));

	private static final byte[] PAGE = """
			<!doctype html>
			<title>Rooms</title>
			<input type="file" multiple>
			<script src="room-harness.js"></script>
			""".getBytes(StandardCharsets.UTF_8);

	private final HttpServer server;

	private HarnessSite(HttpServer server) {
		this.server = server;
	}

	static HarnessSite start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/", HarnessSite::answer);
			server.start();
			return new HarnessSite(server);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort() + "/";
	}

	private static void answer(HttpExchange exchange) throws IOException {
		Path script = SCRIPTS.get(exchange.getRequestURI().getPath());
		byte[] body = (script != null) ? Files.readAllBytes(script) : PAGE;
		exchange.getResponseHeaders()
			.set("Content-Type", (script != null) ? "text/javascript" : "text/html;charset=utf-8");
		exchange.sendResponseHeaders(200, body.length);
		try (exchange) {
			exchange.getResponseBody().write(body);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
