package io.peerconnect.page;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells the nonce that the Content-Security-Policy of a page allows. Needed only where
 * neither the policy in the response nor the request attribute
 * {@link PageFilter#NONCE_ATTRIBUTE} tells it, such as behind a proxy that adds the
 * policy. Implementations are safe for use by many threads at once.
 */
@FunctionalInterface
public interface CspNonceSource {

	/**
	 * Find the nonce of the page that answers a request.
	 * @param request the request
	 * @return the nonce, or {@code null} if the page has none
	 */
	@Nullable String findNonce(HttpServletRequest request);

}
