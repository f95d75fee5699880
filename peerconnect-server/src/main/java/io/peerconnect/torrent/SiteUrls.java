package io.peerconnect.torrent;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.util.UriUtils;

/**
 * Makes the absolute URLs that torrents tell.
 */
public final class SiteUrls {

	private final Function<HttpServletRequest, String> origin;

	private final String endpoints;

	/**
	 * Create the URLs.
	 * @param origin tells the public origin of the site that a request came to
	 * @param endpoints path below the context path that our endpoints live under
	 */
	public SiteUrls(Function<HttpServletRequest, String> origin, String endpoints) {
		this.origin = origin;
		this.endpoints = endpoints;
	}

	/**
	 * Return the URLs as a client knows the site.
	 * @param request a request of the client
	 * @return the URLs
	 */
	Seen seenBy(HttpServletRequest request) {
		String site = this.origin.apply(request) + request.getContextPath();
		return new Seen(site, site + this.endpoints);
	}

	/**
	 * Return the URL of the HTTP tracker.
	 * @param site the origin and the context path that the site is reached at
	 * @return the URL
	 */
	public String httpTracker(String site) {
		return new Seen(site, site + this.endpoints).httpTracker();
	}

	/**
	 * The URLs as a client knows the site.
	 *
	 * @param site what the path of a video is appended to
	 * @param endpoints what the names of our endpoints are appended to
	 */
	record Seen(String site, String endpoints) {

		String video(Torrent torrent) {
			// A semicolon would begin a path parameter.
			return this.site + UriUtils.encodePath(torrent.path(), StandardCharsets.UTF_8).replace(";", "%3B");
		}

		String torrent(Torrent torrent) {
			return this.endpoints + "/torrents/" + torrent.infoHash() + ".torrent";
		}

		String webSocketTracker() {
			return "ws" + this.endpoints.substring("http".length()) + "/tracker";
		}

		String httpTracker() {
			return this.endpoints + "/announce";
		}

		/**
		 * Return a link that names a torrent and where it is to be had
		 * (<a href= "https://www.bittorrent.org/beps/bep_0009.html">BEP 9</a>).
		 * @param torrent the torrent
		 * @return the link
		 */
		String magnet(Torrent torrent) {
			return "magnet:?xt=urn:btih:" + torrent.infoHash() + "&dn=" + encode(torrent.name()) + "&xl="
					+ torrent.length() + "&tr=" + encode(webSocketTracker()) + "&tr=" + encode(httpTracker()) + "&ws="
					+ encode(video(torrent)) + "&xs=" + encode(torrent(torrent));
		}

		private static String encode(String value) {
			return UriUtils.encode(value, StandardCharsets.UTF_8);
		}

	}

}
