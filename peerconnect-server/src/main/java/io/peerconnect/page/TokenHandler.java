package io.peerconnect.page;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.peerconnect.token.JoinTokens;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/**
 * Hands a join token to the client of a page that carries none. Pages of other sites get
 * nothing: no CORS header ever, and 403 where the browser says whose page asks.
 */
public final class TokenHandler implements HttpRequestHandler {

	private final JoinTokens tokens;

	private final RequestOrigin origin;

	/**
	 * Create the handler.
	 * @param tokens issues the tokens
	 * @param origin tells the site's origin
	 */
	public TokenHandler(JoinTokens tokens, RequestOrigin origin) {
		this.tokens = tokens;
		this.origin = origin;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		if (!request.getMethod().equals("GET")) {
			throw new HttpRequestMethodNotSupportedException(request.getMethod());
		}
		String own = this.origin.of(request);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		if (!isSameOrigin(request, own)) {
			response.setStatus(HttpServletResponse.SC_FORBIDDEN);
			return;
		}
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setHeader("X-Content-Type-Options", "nosniff");
		// Tokens are base64url with dots: nothing to escape.
		response.getOutputStream()
			.print("{\"token\":\"" + this.tokens.issue(own) + "\",\"expiresInMs\":" + this.tokens.lifetime().toMillis()
					+ "}");
	}

	private static boolean isSameOrigin(HttpServletRequest request, String own) {
		String site = request.getHeader("Sec-Fetch-Site");
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		return (site == null || site.equals("same-origin")) && (origin == null || origin.equals(own));
	}

}
