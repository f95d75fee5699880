package io.peerconnect.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.peerconnect.websocket.SocketSettings.Format;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket of the servlet container. Spring's own session is not used: its sends
 * block, for 20 seconds when a client does not read.
 */
final class JakartaWire implements Wire {

	private static final Logger logger = LoggerFactory.getLogger(JakartaWire.class);

	private final Session session;

	private final Format format;

	JakartaWire(Session session, Format format) {
		this.session = session;
		this.format = format;
	}

	@Override
	public void send(byte[] message, Completion completion) {
		try {
			SendHandler handler = (result) -> completion.completed(result.getException());
			if (this.format == Format.BINARY) {
				this.session.getAsyncRemote().sendBinary(ByteBuffer.wrap(message), handler);
			}
			else {
				this.session.getAsyncRemote().sendText(new String(message, StandardCharsets.UTF_8), handler);
			}
		}
		catch (RuntimeException ex) {
			// The session closed in the meantime.
			completion.completed(ex);
		}
	}

	@Override
	public void ping() {
		try {
			this.session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("A ping could not be sent: {}", ex.toString());
		}
	}

	@Override
	public void close(int code, String reason) {
		try {
			this.session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("A WebSocket did not close in good order: {}", ex.toString());
		}
	}

}
