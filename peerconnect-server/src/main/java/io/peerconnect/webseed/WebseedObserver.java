package io.peerconnect.webseed;

import java.util.List;

import io.peerconnect.torrent.Torrent;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Hears which bytes of which videos the site sends. Implementations are safe for use by
 * many threads at once, and neither block nor throw.
 */
public interface WebseedObserver {

	/**
	 * Take note that the site sent a part of a video. Where the container sends by itself
	 * (sendfile), this is said when the part is handed over, all of which is sent unless
	 * the visitor leaves.
	 * @param torrent the torrent of the video
	 * @param from position of the first byte
	 * @param to position after the last byte
	 * @param request the request
	 */
	void served(Torrent torrent, long from, long to, HttpServletRequest request);

	/**
	 * Return an observer that tells others.
	 * @param observers the others
	 * @return the observer
	 */
	static WebseedObserver all(List<WebseedObserver> observers) {
		List<WebseedObserver> all = List.copyOf(observers);
		return (torrent, from, to, request) -> all.forEach((observer) -> observer.served(torrent, from, to, request));
	}

}
