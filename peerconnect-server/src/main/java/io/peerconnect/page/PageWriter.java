package io.peerconnect.page;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

import org.jspecify.annotations.Nullable;

/**
 * The characters of a response that may be a page.
 */
final class PageWriter extends Writer {

	private final PrintWriter out;

	private final PageResponse response;

	PageWriter(PrintWriter out, PageResponse response) {
		this.out = out;
		this.response = response;
	}

	@Override
	public void write(int c) throws IOException {
		if (transformer() == null) {
			this.out.write(c);
		}
		else {
			write(String.valueOf((char) c));
		}
	}

	@Override
	public void write(char[] characters, int offset, int length) throws IOException {
		PageTransformer transformer = transformer();
		if (transformer == null) {
			this.out.write(characters, offset, length);
		}
		else {
			process(transformer, new String(characters, offset, length));
		}
	}

	@Override
	public void write(String text, int offset, int length) throws IOException {
		PageTransformer transformer = transformer();
		if (transformer == null) {
			this.out.write(text, offset, length);
		}
		else {
			process(transformer, text.substring(offset, offset + length));
		}
	}

	private void process(PageTransformer transformer, String chunk) throws IOException {
		if (!chunk.isEmpty()) {
			transformer.process(chunk, new Characters(chunk));
		}
	}

	private @Nullable PageTransformer transformer() throws IOException {
		PageTransformer transformer = this.response.transformer(false);
		return (transformer == null || transformer.isDone()) ? null : transformer;
	}

	/**
	 * Write what is kept back.
	 */
	void release() throws IOException {
		PageTransformer transformer = transformer();
		if (transformer != null) {
			transformer.release(new Characters(""));
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

	private final class Characters implements PageTransformer.Output {

		private final String chunk;

		Characters(String chunk) {
			this.chunk = chunk;
		}

		@Override
		public void copy(int from, int to) {
			if (to > from) {
				PageWriter.this.out.write(this.chunk, from, to - from);
			}
		}

		@Override
		public void write(String text) {
			PageWriter.this.out.write(text);
		}

	}

}
