package io.peerconnect.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * What is said in a handshake
 * (<a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2">RFC 6455 §4.2</a>).
 */
final class HandshakeHeaders {

	private static final String VERSION = "13";

	private static final int KEY_BYTES = 16;

	private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private HandshakeHeaders() {
	}

	/**
	 * Check a handshake, and write into the response what is wrong with it.
	 * @param request the handshake
	 * @param response its response
	 * @return the key that the client wants to be answered, or {@code null} if the
	 * handshake is not in order
	 */
	static @Nullable String findKey(HttpServletRequest request, HttpServletResponse response) {
		if (!"GET".equals(request.getMethod()) || !hasToken(request, "Upgrade", "websocket")) {
			response.setHeader("Upgrade", "websocket");
			response.setStatus(HttpStatus.UPGRADE_REQUIRED.value());
			return null;
		}
		if (!VERSION.equals(request.getHeader("Sec-WebSocket-Version"))) {
			response.setHeader("Upgrade", "websocket");
			response.setHeader("Sec-WebSocket-Version", VERSION);
			response.setStatus(HttpStatus.UPGRADE_REQUIRED.value());
			return null;
		}
		String key = request.getHeader("Sec-WebSocket-Key");
		if (key == null || !isKey(key.strip()) || !hasToken(request, "Connection", "upgrade")) {
			response.setStatus(HttpStatus.BAD_REQUEST.value());
			return null;
		}
		return key.strip();
	}

	/**
	 * Write the answer to a handshake. No extension is agreed to: permessage-deflate
	 * costs more than it saves here.
	 * @param response the response
	 * @param key what the client wants to be answered
	 */
	static void accept(HttpServletResponse response, String key) {
		response.setHeader("Upgrade", "websocket");
		response.setHeader("Connection", "Upgrade");
		response.setHeader("Sec-WebSocket-Accept", answer(key));
	}

	static String answer(String key) {
		try {
			MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
			return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-1", ex);
		}
	}

	private static boolean isKey(String key) {
		try {
			return Base64.getDecoder().decode(key).length == KEY_BYTES;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean hasToken(HttpServletRequest request, String header, String token) {
		for (String value : Collections.list(request.getHeaders(header))) {
			if (List.of(value.split(",")).stream().anyMatch((part) -> part.strip().equalsIgnoreCase(token))) {
				return true;
			}
		}
		return false;
	}

}
