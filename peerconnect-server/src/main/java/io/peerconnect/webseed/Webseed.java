package io.peerconnect.webseed;

import java.io.IOException;
import java.util.List;

import io.peerconnect.torrent.Torrent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;

/**
 * Answers requests for videos, whole or in ranges, as
 * <a href="https://www.rfc-editor.org/rfc/rfc9110.html">RFC 9110</a> has it. To browsers
 * the video is a file of the site, to torrent clients a webseed
 * (<a href="https://www.bittorrent.org/beps/bep_0019.html">BEP 19</a>).
 */
public final class Webseed {

	private static final Logger logger = LoggerFactory.getLogger(Webseed.class);

	private final PackedVideos packed;

	private final String cacheControl;

	private final @Nullable String accelPath;

	private final WebseedObserver observer;

	/**
	 * Create the webseed.
	 * @param packed finds videos that are in no file of their own
	 * @param cacheControl the value of {@code Cache-Control}
	 * @param accelPath path that the proxy in front serves the files at, only to those
	 * whom an answer of ours sends there, or {@code null} to send them from here
	 * @param observer hears what was sent
	 */
	public Webseed(PackedVideos packed, String cacheControl, @Nullable String accelPath, WebseedObserver observer) {
		this.packed = packed;
		this.cacheControl = cacheControl;
		this.accelPath = accelPath;
		this.observer = observer;
	}

	/**
	 * Answer a request.
	 * @param torrent the torrent of the video that it is for
	 * @param request a GET, HEAD or OPTIONS request
	 * @param response the response
	 * @throws IOException if the video cannot be read, or changed when it was half sent
	 */
	void answer(Torrent torrent, HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (request.getMethod().equals("OPTIONS")) {
			response.setHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS");
			return;
		}
		Version version = Version.of(torrent);
		int status = version.check(request);
		if (status == HttpServletResponse.SC_PRECONDITION_FAILED) {
			response.setStatus(status);
			return;
		}
		List<ByteRange> parts = (status == HttpServletResponse.SC_OK) ? findParts(torrent, version, request) : null;
		response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
		if (parts != null && parts.isEmpty()) {
			response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + torrent.length());
			response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
			return;
		}
		response.setHeader(HttpHeaders.ETAG, version.tag().formattedTag());
		response.setDateHeader(HttpHeaders.LAST_MODIFIED, version.lastModified() * 1000);
		response.setHeader(HttpHeaders.CACHE_CONTROL, this.cacheControl);
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setStatus((parts != null) ? HttpServletResponse.SC_PARTIAL_CONTENT : status);
		if (status == HttpServletResponse.SC_OK) {
			send(parts, new Delivery(torrent, this.packed, this.observer, request, response));
		}
	}

	private static @Nullable List<ByteRange> findParts(Torrent torrent, Version version, HttpServletRequest request) {
		// Only GET knows ranges: RFC 9110 §14.2.
		boolean inRange = request.getMethod().equals("GET") && version.isInRange(request);
		return inRange ? RangeHeader.find(request, torrent.length()) : null;
	}

	private void send(@Nullable List<ByteRange> parts, Delivery delivery) throws IOException {
		HttpServletResponse response = delivery.response();
		long length = delivery.torrent().length();
		try {
			ByteRange beginning = FirstPage.findBeginning(delivery.request(), parts, length);
			if (beginning != null) {
				sendPart(beginning, delivery);
			}
			else if (this.accelPath != null && delivery.torrent().file() != null) {
				delivery.leaveToProxy(this.accelPath, (parts != null) ? parts : List.of(new ByteRange(0, length)));
			}
			else if (parts == null) {
				delivery.send(new ByteRange(0, length));
			}
			else if (parts.size() == 1) {
				sendPart(parts.get(0), delivery);
			}
			else {
				delivery.send(parts);
			}
		}
		catch (VisitorLeftException ex) {
			logger.trace("A visitor left {} in the middle", delivery.torrent().path());
		}
		catch (VideoChangedException ex) {
			if (response.isCommitted()) {
				// Only a broken connection keeps the visitor from waiting for the rest.
				throw ex;
			}
			response.reset();
			response.setHeader(HttpHeaders.RETRY_AFTER, "1");
			response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
		}
	}

	private static void sendPart(ByteRange part, Delivery delivery) throws IOException {
		delivery.response().setHeader(HttpHeaders.CONTENT_RANGE, part.contentRange(delivery.torrent().length()));
		delivery.send(part);
	}

}
