package io.peerconnect.signaling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket client that costs nothing, and reads only when told to.
 */
final class RawClient implements AutoCloseable {

	private final Socket socket = new Socket();

	private final String response;

	RawClient(int port, String origin, String... headers) throws IOException {
		this.socket.setReceiveBufferSize(8 * 1024);
		this.socket.setSoTimeout(10_000);
		this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		this.socket.getOutputStream()
			.write(("GET /peerconnect/signaling HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nOrigin: " + origin
					+ "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
					+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
					+ "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
					+ String.join("", headers) + "\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		this.response = readHead();
	}

	String response() {
		return this.response;
	}

	/* As text, as our client sends its hello, with mask 0, which leaves it as it is. */
	void send(String text) throws IOException {
		byte[] payload = text.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.write(0x81);
		if (payload.length < 126) {
			frame.write(0x80 | payload.length);
		}
		else {
			frame.write(0x80 | 126);
			frame.write(payload.length >> 8);
			frame.write(payload.length);
		}
		frame.write(new byte[4]);
		frame.write(payload);
		this.socket.getOutputStream().write(frame.toByteArray());
	}

	void sendRaw(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
	}

	/* A message of less than 64 KiB in one frame. */
	String read() throws IOException {
		int first = readByte();
		int length = readByte();
		if (length == 126) {
			length = (readByte() << 8) | readByte();
		}
		byte[] payload = this.socket.getInputStream().readNBytes(length);
		return (first == 0x82) ? new String(payload, StandardCharsets.UTF_8) : "frame " + first;
	}

	private int readByte() throws IOException {
		int next = this.socket.getInputStream().read();
		if (next < 0) {
			throw new IOException("The server closed the connection");
		}
		return next;
	}

	private String readHead() throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			head.append((char) readByte());
		}
		return head.toString();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
