package io.peerconnect.webseed;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

import io.peerconnect.torrent.Torrent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ETag;

/**
 * A version of a file and the conditions that requests make about it
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110.html#section-13">RFC 9110 §13</a>).
 *
 * @param tag the entity tag
 * @param lastModified when the file last changed, in whole seconds since 1970
 */
record Version(ETag tag, long lastModified) {

	/*
	 * The infohash covers the length and every byte, so it is a strong validator by
	 * itself. The time of the last change is kept out of it: copies of a file on several
	 * nodes differ in that, and a visitor may continue at another node.
	 */

	/**
	 * Return the version of a video.
	 * @param torrent the torrent of the video
	 * @return the version
	 */
	static Version of(Torrent torrent) {
		return new Version(new ETag(torrent.infoHash().hex(), false), torrent.lastModified().getEpochSecond());
	}

	/**
	 * Return the status that the conditions of a GET or HEAD request lead to, but for
	 * {@code If-Range}.
	 * @param request the request
	 * @return 200, 304 or 412
	 */
	int check(HttpServletRequest request) {
		List<String> ifMatch = Collections.list(request.getHeaders("If-Match"));
		if (!ifMatch.isEmpty()) {
			if (!matches(ifMatch, true)) {
				return HttpServletResponse.SC_PRECONDITION_FAILED;
			}
		}
		else if (isModifiedAfter(request, "If-Unmodified-Since")) {
			return HttpServletResponse.SC_PRECONDITION_FAILED;
		}
		List<String> ifNoneMatch = Collections.list(request.getHeaders("If-None-Match"));
		if (!ifNoneMatch.isEmpty()) {
			return matches(ifNoneMatch, false) ? HttpServletResponse.SC_NOT_MODIFIED : HttpServletResponse.SC_OK;
		}
		Long since = date(request, "If-Modified-Since");
		return (since != null && this.lastModified <= since) ? HttpServletResponse.SC_NOT_MODIFIED
				: HttpServletResponse.SC_OK;
	}

	private boolean isModifiedAfter(HttpServletRequest request, String header) {
		Long date = date(request, header);
		return date != null && this.lastModified > date;
	}

	/**
	 * Return whether the ranges that a request asks for are ranges of this version.
	 * @param request the request
	 * @return whether {@code If-Range}, if there is one, names this version
	 */
	boolean isInRange(HttpServletRequest request) {
		String value = request.getHeader("If-Range");
		if (value == null) {
			return true;
		}
		if (value.startsWith("\"") || value.startsWith("W/")) {
			return ETag.create(value.strip()).compare(this.tag, true);
		}
		Long date = date(request, "If-Range");
		return date != null && date == this.lastModified;
	}

	private boolean matches(List<String> values, boolean strong) {
		return values.stream()
			.flatMap((value) -> ETag.parse(value).stream())
			.anyMatch((other) -> other.isWildcard() || other.compare(this.tag, strong));
	}

	private static @Nullable Long date(HttpServletRequest request, String header) {
		try {
			long millis = request.getDateHeader(header);
			return (millis != -1) ? Long.valueOf(Instant.ofEpochMilli(millis).getEpochSecond()) : null;
		}
		catch (IllegalArgumentException ex) {
			// Not a date: RFC 9110 says to ignore the header.
			return null;
		}
	}

}
