package io.peerconnect.room;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.peerconnect.page.RequestOrigin;

import org.springframework.http.HttpHeaders;
import org.springframework.util.DigestUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.util.HtmlUtils;

/**
 * Serves the page of rooms: the same for all of them, since the room's key never comes
 * here. Whatever else the site allows its pages, this one runs our scripts alone and
 * talks to nobody but the site.
 */
public final class RoomPageHandler implements HttpRequestHandler {

	private static final String TEMPLATE = "page.html";

	private final String template = read();

	private final String script;

	private final String path;

	private final boolean listing;

	private final RequestOrigin origin;

	/**
	 * Create the handler.
	 * @param script path of the script within the context
	 * @param path path of the page within the context
	 * @param listing whether the page shows the public list
	 * @param origin tells the site's origin
	 */
	public RoomPageHandler(String script, String path, boolean listing, RequestOrigin origin) {
		this.script = script;
		this.path = path;
		this.listing = listing;
		this.origin = origin;
	}

	private static String read() {
		try (InputStream in = RoomPageHandler.class.getResourceAsStream(TEMPLATE)) {
			if (in == null) {
				throw new IllegalStateException("'" + TEMPLATE + "' is not in the jar of the starter");
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read '" + TEMPLATE + "'", ex);
		}
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
			throw new HttpRequestMethodNotSupportedException(request.getMethod());
		}
		String context = request.getContextPath();
		String html = this.template.replace("{script}", HtmlUtils.htmlEscape(context + this.script))
			.replace("{path}", HtmlUtils.htmlEscape(context + this.path))
			.replace("{attributes}", this.listing ? " public-rooms" : "");
		byte[] body = html.getBytes(StandardCharsets.UTF_8);
		response.setHeader("Content-Security-Policy", policy(this.origin.of(request)));
		// The path of the page names a room.
		response.setHeader("Referrer-Policy", "no-referrer");
		response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("X-Robots-Tag", "noindex");
		// No other script of ours: it would load images from strangers.
		response.setHeader("X-PeerConnect", "off");
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
		if (new ServletWebRequest(request, response).checkNotModified("\"" + DigestUtils.md5DigestAsHex(body) + "\"")) {
			return;
		}
		response.setContentType("text/html;charset=UTF-8");
		response.setContentLength(body.length);
		if (request.getMethod().equals("GET")) {
			response.getOutputStream().write(body);
		}
	}

	/*
	 * What members send is shown from blob: addresses, PDFs in a frame. Not every browser
	 * takes 'self' for WebSockets.
	 */
	private static String policy(String origin) {
		String sockets = origin.replaceFirst("^http", "ws");
		return "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob: data:; "
				+ "media-src blob:; connect-src 'self' " + sockets + "; worker-src 'self'; manifest-src 'self'; "
				+ "frame-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
	}

}
