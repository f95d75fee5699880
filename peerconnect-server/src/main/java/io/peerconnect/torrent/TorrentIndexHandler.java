package io.peerconnect.torrent;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/**
 * Lists all torrents as JSON.
 */
public final class TorrentIndexHandler implements HttpRequestHandler {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final TorrentLibrary library;

	private final SiteUrls urls;

	/**
	 * Create the handler.
	 * @param library the torrents
	 * @param urls makes the URLs
	 */
	public TorrentIndexHandler(TorrentLibrary library, SiteUrls urls) {
		this.library = library;
		this.urls = urls;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
			throw new HttpRequestMethodNotSupportedException(request.getMethod());
		}
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		if (request.getMethod().equals("GET")) {
			JSON.writeValue(response.getOutputStream(), index(this.urls.seenBy(request)));
		}
	}

	private Index index(SiteUrls.Seen seen) {
		return new Index(this.library.all()
			.stream()
			.sorted(Comparator.comparing(Torrent::path))
			.map((torrent) -> Entry.of(torrent, seen))
			.toList());
	}

	record Index(List<Entry> torrents) {

	}

	record Entry(String name, String url, InfoHash infoHash, long length, String mediaType, int pieceLength,
			String torrent, String magnet) {

		static Entry of(Torrent torrent, SiteUrls.Seen seen) {
			return new Entry(torrent.name(), seen.video(torrent), torrent.infoHash(), torrent.length(),
					torrent.mediaType(), torrent.pieceLength(), seen.torrent(torrent), seen.magnet(torrent));
		}

	}

}
