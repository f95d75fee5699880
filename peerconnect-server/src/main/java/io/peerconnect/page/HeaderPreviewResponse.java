package io.peerconnect.page;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * A response that can pretend to be committed: it doesn't pass a flush on, while all
 * wrappers inside believe it happened and write their headers.
 */
final class HeaderPreviewResponse extends HttpServletResponseWrapper {

	private Map<String, List<String>> previewed = Map.of();

	private boolean previewing;

	HeaderPreviewResponse(HttpServletResponse response) {
		super(response);
	}

	/**
	 * Flush without effect.
	 * @param flush flushes a wrapper of this response
	 * @throws IOException if that fails
	 */
	void preview(Flush flush) throws IOException {
		Set<String> before = new HashSet<>(getHeaderNames());
		this.previewing = true;
		try {
			flush.run();
		}
		finally {
			this.previewing = false;
		}
		this.previewed = new LinkedHashMap<>();
		for (String name : getHeaderNames()) {
			if (!before.contains(name)) {
				this.previewed.put(name, List.copyOf(getHeaders(name)));
			}
		}
	}

	@Override
	public void flushBuffer() throws IOException {
		if (!this.previewing) {
			super.flushBuffer();
		}
	}

	/**
	 * Reset the response, but for the headers that came early: whoever wrote them would
	 * have done so after the reset, and does it only once.
	 */
	@Override
	public void reset() {
		super.reset();
		this.previewed.forEach((name, values) -> values.forEach((value) -> addHeader(name, value)));
	}

	/**
	 * Flushes a response.
	 */
	@FunctionalInterface
	interface Flush {

		/**
		 * Flush.
		 * @throws IOException if that fails
		 */
		void run() throws IOException;

	}

}
