package io.peerconnect.browser;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.peerconnect.torrent.Torrent;
import io.peerconnect.webseed.WebseedObserver;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Writes down which parts of videos the origin sent.
 */
class VideoLog implements WebseedObserver {

	private final List<Part> parts = new CopyOnWriteArrayList<>();

	@Override
	public void served(Torrent torrent, long from, long to, HttpServletRequest request) {
		this.parts.add(new Part(from, to, "empty".equals(request.getHeader("Sec-Fetch-Dest"))));
	}

	long bytes() {
		return this.parts.stream().mapToLong((part) -> part.to - part.from).sum();
	}

	List<Part> parts() {
		return List.copyOf(this.parts);
	}

	void clear() {
		this.parts.clear();
	}

	/**
	 * A part that was sent.
	 *
	 * @param from position of the first byte
	 * @param to position after the last
	 * @param script whether a script asked for it, and not a media element
	 */
	record Part(long from, long to, boolean script) {

	}

}
