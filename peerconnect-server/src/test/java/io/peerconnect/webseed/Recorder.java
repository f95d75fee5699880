package io.peerconnect.webseed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.peerconnect.asset.OriginObserver;
import io.peerconnect.torrent.Torrent;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Keeps what observers are told.
 */
final class Recorder implements WebseedObserver, OriginObserver {

	private final List<String> parts = new CopyOnWriteArrayList<>();

	private final List<String> bytes = new CopyOnWriteArrayList<>();

	@Override
	public void served(Torrent torrent, long from, long to, HttpServletRequest request) {
		this.parts.add(torrent.name() + " " + from + "-" + to);
	}

	@Override
	public void served(String mediaType, long bytes) {
		this.bytes.add(mediaType + " " + bytes);
	}

	/** Return the parts that were sent, such as {@code forest.mp4 0-5}. */
	List<String> parts() {
		return this.parts;
	}

	/** Return the bytes that were sent, such as {@code video/mp4 5}. */
	List<String> bytes() {
		return this.bytes;
	}

	void clear() {
		this.parts.clear();
		this.bytes.clear();
	}

}
