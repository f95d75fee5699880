package io.peerconnect.torrent;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Serves {@code .torrent} files, which name this site as tracker and as webseed.
 */
public final class TorrentHandler implements HttpRequestHandler {

	private static final Logger logger = LoggerFactory.getLogger(TorrentHandler.class);

	private static final Pattern FILE = Pattern.compile(".*/([0-9a-f]{40})\\.torrent");

	private final TorrentLibrary library;

	private final TorrentStore store;

	private final SiteUrls urls;

	/**
	 * Create the handler.
	 * @param library the torrents
	 * @param store where they are kept
	 * @param urls makes the URLs in them
	 */
	public TorrentHandler(TorrentLibrary library, TorrentStore store, SiteUrls urls) {
		this.library = library;
		this.store = store;
		this.urls = urls;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
			throw new HttpRequestMethodNotSupportedException(request.getMethod());
		}
		Torrent torrent = find(request.getRequestURI());
		if (torrent == null) {
			response.setStatus(HttpServletResponse.SC_NOT_FOUND);
			return;
		}
		SiteUrls.Seen seen = this.urls.seenBy(request);
		// Besides the URLs the infohash decides all that is in it.
		String tag = "\"" + torrent.infoHash() + "-" + Integer.toHexString(seen.video(torrent).hashCode()) + "\"";
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
		response.setHeader("X-Content-Type-Options", "nosniff");
		if (!new ServletWebRequest(request, response).checkNotModified(tag)) {
			send(torrent, seen, request, response);
		}
	}

	private @Nullable Torrent find(String uri) {
		Matcher file = FILE.matcher(uri);
		Torrent torrent = file.matches() ? this.library.find(new InfoHash(file.group(1))) : null;
		// Once more by its path, which looks at the video.
		return (torrent != null) ? this.library.findByPath(torrent.path()) : null;
	}

	private void send(Torrent torrent, SiteUrls.Seen seen, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		byte[] body;
		try {
			body = this.store.format()
				.write(new Metainfo(this.store.read(torrent.infoHash(), torrent.path()),
						List.of(List.of(seen.webSocketTracker()), List.of(seen.httpTracker())),
						List.of(seen.video(torrent)), null));
		}
		catch (IOException ex) {
			logger.warn("The torrent of '{}' cannot be read: {}", torrent.path(), Reasons.of(ex));
			response.setStatus(HttpServletResponse.SC_NOT_FOUND);
			return;
		}
		response.setContentType("application/x-bittorrent");
		response.setContentLength(body.length);
		if (request.getMethod().equals("GET")) {
			response.getOutputStream().write(body);
		}
	}

}
