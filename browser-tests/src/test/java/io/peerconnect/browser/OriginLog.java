package io.peerconnect.browser;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes down what the origin sent, as a server in front of the site would see it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class OriginLog extends OncePerRequestFilter {

	private final List<Answer> answers = new CopyOnWriteArrayList<>();

	/** How long to hold back each picture, in milliseconds. */
	volatile long delay;

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!request.getRequestURI().contains("/photos/")) {
			chain.doFilter(request, response);
			return;
		}
		hold();
		CountingResponse counting = new CountingResponse(response);
		chain.doFilter(request, counting);
		this.answers.add(new Answer(request.getRequestURI(), response.getStatus(), counting.bytes,
				request.getHeader("Range") != null));
	}

	private void hold() {
		try {
			Thread.sleep(this.delay);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	long bytes() {
		return this.answers.stream().mapToLong(Answer::bytes).sum();
	}

	List<Answer> of(String path) {
		return this.answers.stream().filter((answer) -> answer.path().endsWith(path)).toList();
	}

	List<Answer> all() {
		return List.copyOf(this.answers);
	}

	void clear() {
		this.answers.clear();
	}

	/**
	 * One answer of the origin.
	 *
	 * @param path the path asked for
	 * @param status the status of the response
	 * @param bytes the length of the body in bytes
	 * @param range whether a range was asked for
	 */
	record Answer(String path, int status, long bytes, boolean range) {

	}

	private static final class CountingResponse extends HttpServletResponseWrapper {

		private long bytes;

		CountingResponse(HttpServletResponse response) {
			super(response);
		}

		@Override
		public ServletOutputStream getOutputStream() throws IOException {
			ServletOutputStream out = super.getOutputStream();
			return new ServletOutputStream() {

				@Override
				public void write(int value) throws IOException {
					out.write(value);
					CountingResponse.this.bytes++;
				}

				@Override
				public void write(byte[] buffer, int offset, int length) throws IOException {
					out.write(buffer, offset, length);
					CountingResponse.this.bytes += length;
				}

				@Override
				public void flush() throws IOException {
					out.flush();
				}

				@Override
				public boolean isReady() {
					return out.isReady();
				}

				@Override
				public void setWriteListener(WriteListener listener) {
					out.setWriteListener(listener);
				}

			};
		}

	}

}
