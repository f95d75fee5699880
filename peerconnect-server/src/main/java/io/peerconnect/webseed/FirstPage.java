package io.peerconnect.webseed;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers short while our worker comes up on a visitor's first page.
 */
final class FirstPage {

	/*
	 * A media element asks for a video to its end, and would take it all from this one
	 * answer. A server may send less of a range than was asked for, and the element asks
	 * for the rest when it needs it (RFC 9110 §15.3.7): so the sooner an answer ends, the
	 * sooner the worker gets a say. The first answer is long enough to begin with. Those
	 * after it are as long as a film needs until the worker is there, and grow, so that
	 * there are few of them where it never comes.
	 *
	 * Elements of ours are known by the mode that the page puts them into: "cors" for a
	 * video of the page's own site. What the worker itself asks for has no such
	 * destination. Only browsers send these headers
	 * (https://www.w3.org/TR/fetch-metadata/), and those that ask for an exact range get
	 * it.
	 */

	private static final long FIRST = 352 * 1024;

	private static final long SHORTEST = 32 * 1024;

	/** What an answer is of all that came before it. */
	private static final int SHARE = 16;

	private FirstPage() {
	}

	/**
	 * Find what to send to a media element of ours whose page has no worker yet.
	 * @param request the request
	 * @param parts the parts that it asks for, or {@code null} for the whole video
	 * @param length the length of the video
	 * @return the beginning of all that is left of the video, or {@code null} if the
	 * request is another one
	 */
	static @Nullable ByteRange findBeginning(HttpServletRequest request, @Nullable List<ByteRange> parts, long length) {
		if (parts == null || parts.size() != 1 || parts.get(0).to() != length
				|| !isMedia(request.getHeader("Sec-Fetch-Dest")) || !"cors".equals(request.getHeader("Sec-Fetch-Mode"))
				|| !"same-origin".equals(request.getHeader("Sec-Fetch-Site"))) {
			return null;
		}
		long from = parts.get(0).from();
		long most = (from == 0) ? FIRST : Math.max(SHORTEST, from / SHARE);
		return new ByteRange(from, Math.min(length, from + most));
	}

	private static boolean isMedia(@Nullable String destination) {
		return "video".equals(destination) || "audio".equals(destination);
	}

}
