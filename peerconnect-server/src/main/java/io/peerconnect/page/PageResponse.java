package io.peerconnect.page;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.WebUtils;

/**
 * The response to a request that may be for a page. Decides whether it is one when the
 * first of its content comes, or the last chance to change its headers; keeps back what
 * depends on that until then.
 */
final class PageResponse extends HttpServletResponseWrapper {

	private static final String ETAG = "ETag";

	private static final String CONTENT_LENGTH = "Content-Length";

	private static final String SWITCH = "X-PeerConnect";

	private final PageRequest request;

	private final Pages pages;

	private @Nullable PageOutputStream stream;

	private @Nullable PageWriter pageWriter;

	private @Nullable PrintWriter writer;

	private @Nullable PageTransformer transformer;

	private @Nullable String tag;

	private long length = -1;

	private boolean decided;

	private boolean off;

	PageResponse(PageRequest request, HttpServletResponse response, Pages pages) {
		super(response);
		this.request = request;
		this.pages = pages;
	}

	/**
	 * Return what changes the content that comes next.
	 * @param bytes whether it comes as bytes
	 * @return the transformer, or {@code null} if the content goes on as it is
	 * @throws IOException if the headers can't be had
	 */
	@Nullable PageTransformer transformer(boolean bytes) throws IOException {
		if (!this.decided) {
			decide(bytes);
		}
		return this.transformer;
	}

	private void decide(boolean bytes) throws IOException {
		this.decided = true;
		PageKind kind = PageKind.of(this, isOff(), bytes);
		if (kind == PageKind.OTHER) {
			if (this.length >= 0) {
				super.setContentLengthLong(this.length);
			}
			return;
		}
		markTag();
		if (kind == PageKind.PAGE) {
			previewHeaders();
			this.transformer = this.pages.begin(this.request, this, bytes ? PageKind.charset(this) : null);
		}
	}

	private boolean isOff() {
		return this.off || Boolean.TRUE.equals(this.request.getAttribute(PageFilter.OFF_ATTRIBUTE))
				|| "off".equalsIgnoreCase(super.getHeader(SWITCH));
	}

	/**
	 * Spring Security writes its headers, the policy among them, when the response is
	 * committed.
	 */
	private void previewHeaders() throws IOException {
		HeaderPreviewResponse preview = WebUtils.getNativeResponse(getResponse(), HeaderPreviewResponse.class);
		if (preview != null && !isCommitted()) {
			preview.preview(super::flushBuffer);
		}
	}

	private void markTag() {
		if (this.tag != null && this.tag.endsWith("\"") && !isUnchangedNotModified()) {
			String bare = this.tag.startsWith("W/") ? this.tag.substring(2) : this.tag;
			super.setHeader(ETAG, "W/" + bare.substring(0, bare.length() - 1) + this.request.tagSuffix() + "\"");
		}
	}

	private boolean isUnchangedNotModified() {
		return getStatus() == SC_NOT_MODIFIED && !this.request.isConditional();
	}

	/**
	 * End the response: nothing more comes.
	 */
	void finish() throws IOException {
		if (!this.decided && !isCommitted()) {
			decide(this.writer == null);
		}
		release();
	}

	private void release() throws IOException {
		if (this.stream != null) {
			this.stream.release();
		}
		if (this.pageWriter != null) {
			this.pageWriter.release();
		}
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		if (this.stream == null) {
			this.stream = new PageOutputStream(super.getOutputStream(), this);
		}
		return this.stream;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		if (this.writer == null) {
			this.pageWriter = new PageWriter(super.getWriter(), this);
			this.writer = new PrintWriter(this.pageWriter);
		}
		return this.writer;
	}

	@Override
	public void flushBuffer() throws IOException {
		transformer(this.writer == null);
		release();
		super.flushBuffer();
	}

	@Override
	public void reset() {
		super.reset();
		this.tag = null;
		this.length = -1;
		this.off = false;
		this.stream = null;
		this.pageWriter = null;
		this.writer = null;
		forget();
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		forget();
	}

	private void forget() {
		this.decided = false;
		this.transformer = null;
	}

	@Override
	public void setContentLength(int length) {
		setContentLengthLong(length);
	}

	@Override
	public void setContentLengthLong(long length) {
		if (this.decided && this.transformer == null) {
			super.setContentLengthLong(length);
		}
		this.length = length;
	}

	@Override
	public void setIntHeader(String name, int value) {
		setHeader(name, String.valueOf(value));
	}

	@Override
	public void addIntHeader(String name, int value) {
		addHeader(name, String.valueOf(value));
	}

	@Override
	public void setHeader(String name, @Nullable String value) {
		if (!takeOver(name, value)) {
			super.setHeader(name, value);
		}
	}

	@Override
	public void addHeader(String name, @Nullable String value) {
		if (!takeOver(name, value)) {
			super.addHeader(name, value);
		}
	}

	private boolean takeOver(String name, @Nullable String value) {
		if (name.equalsIgnoreCase(CONTENT_LENGTH)) {
			setContentLengthLong((value != null) ? Long.parseLong(value.strip()) : -1);
			return true;
		}
		if (name.equalsIgnoreCase(SWITCH)) {
			this.off = "off".equalsIgnoreCase(value);
			return true;
		}
		if (name.equalsIgnoreCase(ETAG)) {
			this.tag = value;
		}
		return false;
	}

	// The application compares its own tag with what the browser has.

	@Override
	public @Nullable String getHeader(String name) {
		return (this.tag != null && name.equalsIgnoreCase(ETAG)) ? this.tag : super.getHeader(name);
	}

	@Override
	public Collection<String> getHeaders(String name) {
		return (this.tag != null && name.equalsIgnoreCase(ETAG)) ? List.of(this.tag) : super.getHeaders(name);
	}

}
