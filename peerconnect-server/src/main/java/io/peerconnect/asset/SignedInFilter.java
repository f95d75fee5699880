package io.peerconnect.asset;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leaves word whether the visitor is signed in, for the {@link LearningFilter}. That one
 * must stand outside Spring Security to see the headers as they are sent, where nobody
 * knows the visitor; this one stands inside.
 */
public final class SignedInFilter extends OncePerRequestFilter {

	private static final String SIGNED_IN = SignedInFilter.class.getName() + ".SIGNED_IN";

	/**
	 * Asking who the visitor is may load the session, so it is not done for requests that
	 * browsers say are for something else than media. {@code empty} is {@code fetch}.
	 */
	private static final Set<String> MEDIA_DESTINATIONS = Set.of("image", "audio", "video", "empty");

	static boolean isSignedIn(HttpServletRequest request) {
		return request.getAttribute(SIGNED_IN) != null || request.getUserPrincipal() != null;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String destination = request.getHeader("Sec-Fetch-Dest");
		return destination != null && !MEDIA_DESTINATIONS.contains(destination);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getUserPrincipal() != null) {
			request.setAttribute(SIGNED_IN, Boolean.TRUE);
		}
		chain.doFilter(request, response);
	}

}
