package io.peerconnect.websocket;

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
 * One WebSocket as the servlet container sees it.
 */
final class SocketEndpoint extends Endpoint {

	/*
	 * In milliseconds. A ping or close to a client that does not read holds up no longer.
	 */
	private static final Long BLOCKING_SEND_TIMEOUT = 100L;

	/* In milliseconds. How long a client may take to answer a close. */
	private static final Long CLOSE_TIMEOUT = 5000L;

	private static final Logger logger = LoggerFactory.getLogger(SocketEndpoint.class);

	private final SocketSettings settings;

	private final SocketListener listener;

	private final MessageJoiner joiner;

	SocketEndpoint(SocketSettings settings, SocketListener listener) {
		this.settings = settings;
		this.listener = listener;
		this.joiner = new MessageJoiner(settings.maxMessageBytes());
	}

	@Override
	public void onOpen(Session session, EndpointConfig config) {
		session.setMaxTextMessageBufferSize(this.settings.textPartChars());
		session.setMaxBinaryMessageBufferSize(this.settings.binaryPartBytes());
		session.setMaxIdleTimeout(0);
		// Known to Tomcat alone; others ignore them.
		session.getUserProperties().put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", BLOCKING_SEND_TIMEOUT);
		session.getUserProperties().put("org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT", CLOSE_TIMEOUT);
		session.addMessageHandler(String.class, (MessageHandler.Partial<String>) this::onText);
		session.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) this::onBinary);
		session.addMessageHandler(PongMessage.class, (pong) -> this.listener.ponged());
		this.listener.opened(new JakartaWire(session, this.settings.format()));
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
			this.listener.received(message);
		}
		else if (this.joiner.isTooLarge()) {
			this.listener.receivedTooLarge();
		}
	}

	@Override
	public void onClose(Session session, CloseReason reason) {
		this.listener.closed(reason.getCloseCode().getCode());
	}

	@Override
	public void onError(Session session, Throwable failure) {
		// Mostly connections that broke; the container closes them next.
		logger.debug("A WebSocket failed: {}", failure.toString());
	}

}
