package io.peerconnect.page;

import java.io.IOException;
import java.util.Locale;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Serves one of our scripts. A page from a cache may ask for the client of an earlier
 * release: it gets the present one, which it mustn't keep under that name.
 */
public final class ScriptHandler implements HttpRequestHandler {

	private final ClientScripts.Script script;

	private final @Nullable String immutableName;

	private final boolean worker;

	private ScriptHandler(ClientScripts.Script script, @Nullable String immutableName, boolean worker) {
		this.script = script;
		this.immutableName = immutableName;
		this.worker = worker;
	}

	/**
	 * Create the handler of the client.
	 * @param scripts the scripts
	 * @return the handler
	 */
	public static ScriptHandler client(ClientScripts scripts) {
		return new ScriptHandler(scripts.client(), scripts.clientFileName(), false);
	}

	/**
	 * Create the handler of what pages with videos load.
	 * @param scripts the scripts
	 * @return the handler
	 */
	public static ScriptHandler video(ClientScripts scripts) {
		return new ScriptHandler(scripts.video(), scripts.videoFileName(), false);
	}

	/**
	 * Create the handler of what they load to exchange pieces.
	 * @param scripts the scripts
	 * @return the handler
	 */
	public static ScriptHandler player(ClientScripts scripts) {
		return new ScriptHandler(scripts.player(), scripts.playerFileName(), false);
	}

	/**
	 * Create the handler of the Service Worker.
	 * @param scripts the scripts
	 * @return the handler
	 */
	public static ScriptHandler worker(ClientScripts scripts) {
		return new ScriptHandler(scripts.worker(), null, true);
	}

	/**
	 * Create the handler of a script whose name stays while its content changes.
	 * @param script the script
	 * @return the handler
	 */
	static ScriptHandler revalidated(ClientScripts.Script script) {
		return new ScriptHandler(script, null, false);
	}

	/**
	 * Create the handler of a script whose name changes with its content.
	 * @param script the script
	 * @param name its name
	 * @return the handler
	 */
	static ScriptHandler immutable(ClientScripts.Script script, String name) {
		return new ScriptHandler(script, name, false);
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
			throw new HttpRequestMethodNotSupportedException(request.getMethod());
		}
		boolean gzip = accepts(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
		boolean immutable = this.immutableName != null && request.getRequestURI().endsWith("/" + this.immutableName);
		response.setHeader(HttpHeaders.CACHE_CONTROL, immutable ? "public, max-age=31536000, immutable" : "no-cache");
		response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		response.setHeader("X-Content-Type-Options", "nosniff");
		if (this.worker) {
			response.setHeader("Service-Worker-Allowed", request.getContextPath() + "/");
		}
		// The tag is of the bytes that are sent: RFC 9110 §8.8.3.3.
		String tag = "\"" + this.script.hash() + (gzip ? "-gz" : "") + "\"";
		if (new ServletWebRequest(request, response).checkNotModified(tag)) {
			return;
		}
		byte[] body = gzip ? this.script.gzip() : this.script.content();
		if (gzip) {
			response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		response.setContentType("text/javascript;charset=UTF-8");
		response.setContentLength(body.length);
		if (request.getMethod().equals("GET")) {
			response.getOutputStream().write(body);
		}
	}

	private static boolean accepts(@Nullable String acceptEncoding) {
		if (acceptEncoding == null) {
			return false;
		}
		for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",")) {
			String compact = coding.replace(" ", "");
			if (compact.equals("gzip") || compact.startsWith("gzip;")) {
				return !compact.matches("gzip;q=0(\\.0*)?");
			}
		}
		return false;
	}

}
