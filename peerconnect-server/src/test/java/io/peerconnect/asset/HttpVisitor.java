package io.peerconnect.asset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * A visitor who reads until the server hangs up, which it does once it is done with the
 * request in every respect.
 *
 * @param port the port of the site on loopback
 * @param visited the paths that the visitor asked for
 */
public record HttpVisitor(int port, Set<String> visited) {

	public HttpVisitor(int port) {
		this(port, new HashSet<>());
	}

	public Answer get(String path, String... headers) {
		return send("GET", path, headers);
	}

	public Answer head(String path, String... headers) {
		return send("HEAD", path, headers);
	}

	public Answer send(String method, String path, String... headers) {
		this.visited.add(path);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			write(socket, method, path, headers);
			return Answer.parse(socket.getInputStream().readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Ask for a file and leave when its first byte arrives.
	 */
	public void abort(String path) {
		this.visited.add(path);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setReceiveBufferSize(1024);
			// Resets the connection instead of ending it.
			socket.setSoLinger(true, 0);
			write(socket, "GET", path);
			socket.getInputStream().read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(Socket socket, String method, String path, String... headers) throws IOException {
		String lines = (headers.length > 0) ? String.join("\r\n", headers) + "\r\n" : "";
		String head = method + " " + path + " HTTP/1.0\r\nHost: localhost\r\n" + lines + "\r\n";
		socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
		socket.getOutputStream().flush();
	}

	public record Answer(int status, Map<String, String> headers, byte[] body) {

		static Answer parse(byte[] bytes) {
			String text = new String(bytes, StandardCharsets.ISO_8859_1);
			int end = text.indexOf("\r\n\r\n");
			String[] lines = text.substring(0, end).split("\r\n");
			Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			for (int i = 1; i < lines.length; i++) {
				headers.merge(lines[i].substring(0, lines[i].indexOf(':')),
						lines[i].substring(lines[i].indexOf(':') + 1).strip(), (first, next) -> first + ", " + next);
			}
			byte[] body = new ByteArrayInputStream(bytes, end + 4, bytes.length).readAllBytes();
			return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
		}

		public @Nullable String header(String name) {
			return this.headers.get(name);
		}

	}

}
