package io.peerconnect.token;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Issues and checks join tokens: short-lived, bound to the origin of the page, and good
 * for nothing but opening a signalling session. Implementations are safe for use by many
 * threads at once.
 */
public interface JoinTokens {

	/**
	 * Issue a token for a new visitor.
	 * @param origin the serialised origin of the page (RFC 6454), such as
	 * {@code https://example.org}
	 * @return the token
	 */
	String issue(String origin);

	/**
	 * Find the visitor that a token was issued for.
	 * @param token the token as it came from a client
	 * @param origin the origin that the client connected from
	 * @return the visitor id, or {@code null} if the token is forged, expired, or from
	 * another origin
	 */
	@Nullable String findVisitor(String token, String origin);

	/**
	 * Return how long a new token is good for.
	 * @return the lifetime
	 */
	Duration lifetime();

}
