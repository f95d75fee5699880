package io.peerconnect.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a response that may be a page. To the transformer they are characters of
 * the same value: all that it looks for is ASCII.
 */
final class PageOutputStream extends ServletOutputStream {

	private final ServletOutputStream out;

	private final PageResponse response;

	private boolean nonBlocking;

	PageOutputStream(ServletOutputStream out, PageResponse response) {
		this.out = out;
		this.response = response;
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		PageTransformer transformer = transformer();
		if (transformer == null) {
			this.out.write(bytes, offset, length);
		}
		else if (length > 0) {
			transformer.process(new String(bytes, offset, length, StandardCharsets.ISO_8859_1),
					new Bytes(bytes, offset));
		}
	}

	private @Nullable PageTransformer transformer() throws IOException {
		// Non-blocking output takes one write each time it is ready, and we make several.
		PageTransformer transformer = this.response.transformer(true);
		return (transformer == null || transformer.isDone() || this.nonBlocking) ? null : transformer;
	}

	/**
	 * Write what is kept back.
	 */
	void release() throws IOException {
		PageTransformer transformer = transformer();
		if (transformer != null) {
			transformer.release(new Bytes(new byte[0], 0));
		}
	}

	@Override
	public void flush() throws IOException {
		release();
		this.out.flush();
	}

	@Override
	public void close() throws IOException {
		release();
		this.out.close();
	}

	@Override
	public boolean isReady() {
		return this.out.isReady();
	}

	@Override
	public void setWriteListener(WriteListener listener) {
		this.nonBlocking = true;
		this.out.setWriteListener(listener);
	}

	private final class Bytes implements PageTransformer.Output {

		private final byte[] bytes;

		private final int offset;

		Bytes(byte[] bytes, int offset) {
			this.bytes = bytes;
			this.offset = offset;
		}

		@Override
		public void copy(int from, int to) throws IOException {
			if (to > from) {
				PageOutputStream.this.out.write(this.bytes, this.offset + from, to - from);
			}
		}

		@Override
		public void write(String text) throws IOException {
			PageOutputStream.this.out.write(text.getBytes(StandardCharsets.ISO_8859_1));
		}

	}

}
