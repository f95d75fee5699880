package io.peerconnect.asset;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A response whose bytes are seen on their way. Nothing is held back or changed. What a
 * writer writes is text and is not looked at.
 */
final class LearningResponse extends HttpServletResponseWrapper {

	private final Exchange exchange;

	private @Nullable ServletOutputStream outputStream;

	LearningResponse(HttpServletResponse response, Exchange exchange) {
		super(response);
		this.exchange = exchange;
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		ServletOutputStream stream = this.outputStream;
		if (stream == null) {
			stream = new LearningOutputStream(super.getOutputStream(), this.exchange);
			this.outputStream = stream;
		}
		return stream;
	}

	@Override
	public void flushBuffer() throws IOException {
		this.exchange.beforeBody();
		super.flushBuffer();
	}

	@Override
	public void reset() {
		super.reset();
		this.exchange.reset();
		this.outputStream = null;
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		this.exchange.reset();
	}

	// Containers keep the length apart from the headers, where nobody can read it.

	@Override
	public void setContentLength(int length) {
		this.exchange.declareLength(length);
		super.setContentLength(length);
	}

	@Override
	public void setContentLengthLong(long length) {
		this.exchange.declareLength(length);
		super.setContentLengthLong(length);
	}

	@Override
	public void setHeader(String name, @Nullable String value) {
		noteLength(name, value);
		super.setHeader(name, value);
	}

	@Override
	public void addHeader(String name, @Nullable String value) {
		noteLength(name, value);
		super.addHeader(name, value);
	}

	@Override
	public void setIntHeader(String name, int value) {
		noteLength(name, Integer.toString(value));
		super.setIntHeader(name, value);
	}

	@Override
	public void addIntHeader(String name, int value) {
		noteLength(name, Integer.toString(value));
		super.addIntHeader(name, value);
	}

	private void noteLength(String name, @Nullable String value) {
		if ("Content-Length".equalsIgnoreCase(name) && value != null && value.matches("[0-9]{1,18}")) {
			this.exchange.declareLength(Long.parseLong(value));
		}
	}

}
