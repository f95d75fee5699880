package io.peerconnect.websocket.tomcat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The client's end of a WebSocket, byte by byte.
 */
final class RawSocket implements AutoCloseable {

	/* The key is that of RFC 6455 §1.3. */
	static final String HANDSHAKE = handshake(
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n");

	private final Socket socket = new Socket();

	private final String head;

	RawSocket(int port) throws IOException {
		this(port, new byte[0]);
	}

	/* Sends more in one packet with the handshake. */
	RawSocket(int port, byte[] early) throws IOException {
		this(port, HANDSHAKE, early);
	}

	RawSocket(int port, String handshake, byte[] early) throws IOException {
		this.socket.setReceiveBufferSize(8 * 1024);
		this.socket.setSoTimeout(20_000);
		this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(handshake.getBytes(StandardCharsets.US_ASCII));
		bytes.writeBytes(early);
		send(bytes.toByteArray());
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			head.append((char) readByte());
		}
		this.head = head.toString();
	}

	static String handshake(String headers) {
		return "GET /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
				+ headers + "\r\n";
	}

	String head() {
		return this.head;
	}

	void send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
	}

	void sendText(String text) throws IOException {
		send(FrameReaderTests.frame(0x80 | Opcode.TEXT, text, 0x12345678));
	}

	/* The opcode and the payload of the next frame, or "end" when the server is gone. */
	String read() throws IOException {
		int first = this.socket.getInputStream().read();
		if (first < 0) {
			return "end";
		}
		int length = readByte();
		if (length == 126) {
			length = readByte() << 8 | readByte();
		}
		else if (length == 127) {
			length = 0;
			for (int i = 0; i < 8; i++) {
				length = length << 8 | readByte();
			}
		}
		byte[] payload = this.socket.getInputStream().readNBytes(length);
		return (first & 0x0f) + " " + new String(payload, StandardCharsets.ISO_8859_1);
	}

	private int readByte() throws IOException {
		int next = this.socket.getInputStream().read();
		if (next < 0) {
			throw new IOException("The server closed the connection");
		}
		return next;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
