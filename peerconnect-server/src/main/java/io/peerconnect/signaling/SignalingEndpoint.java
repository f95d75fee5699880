package io.peerconnect.signaling;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection as the servlet container sees it.
 */
final class SignalingEndpoint extends Endpoint {

	/*
	 * Tomcat has buffers of so many bytes and characters for every connection, for as
	 * long as it is open. Longer messages come in parts.
	 */
	private static final int BINARY_PART_SIZE = 512;

	private static final int TEXT_PART_SIZE = 128;

	/*
	 * In milliseconds. A ping or close to a client that does not read holds up no longer.
	 */
	private static final Long BLOCKING_SEND_TIMEOUT = 100L;

	/* In milliseconds. How long a client may take to answer a close. */
	private static final Long CLOSE_TIMEOUT = 5000L;

	private static final Logger logger = LoggerFactory.getLogger(SignalingEndpoint.class);

	private final Connection connection;

	private final Connections connections;

	private final Switchboard switchboard;

	private final MessageJoiner joiner = new MessageJoiner();

	SignalingEndpoint(Connection connection, Connections connections, Switchboard switchboard) {
		this.connection = connection;
		this.connections = connections;
		this.switchboard = switchboard;
	}

	@Override
	public void onOpen(Session session, EndpointConfig config) {
		session.setMaxTextMessageBufferSize(TEXT_PART_SIZE);
		session.setMaxBinaryMessageBufferSize(BINARY_PART_SIZE);
		session.setMaxIdleTimeout(0);
		// Known to Tomcat alone; others ignore them.
		session.getUserProperties().put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", BLOCKING_SEND_TIMEOUT);
		session.getUserProperties().put("org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT", CLOSE_TIMEOUT);
		session.addMessageHandler(String.class, (MessageHandler.Partial<String>) this::onText);
		session.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) this::onBinary);
		session.addMessageHandler(PongMessage.class, (pong) -> this.connection.heard());
		this.connection.open(new JakartaWire(session));
	}

	private void onText(String part, boolean last) {
		onPart(part.getBytes(StandardCharsets.UTF_8), last);
	}

	private void onBinary(ByteBuffer part, boolean last) {
		byte[] bytes = new byte[part.remaining()];
		part.get(bytes);
		onPart(bytes, last);
	}

	private void onPart(byte[] part, boolean last) {
		if (this.joiner.isTooLarge()) {
			return;
		}
		byte[] message = this.joiner.findComplete(part, last);
		if (message != null) {
			this.switchboard.receive(this.connection, message);
		}
		else if (this.joiner.isTooLarge()) {
			this.switchboard.receiveTooLarge(this.connection);
		}
	}

	@Override
	public void onClose(Session session, CloseReason reason) {
		this.connections.closed(this.connection, reason.getCloseCode().getCode());
	}

	@Override
	public void onError(Session session, Throwable failure) {
		// Mostly connections that broke; the container closes them next.
		logger.debug("A signalling connection failed: {}", failure.toString());
	}

}
