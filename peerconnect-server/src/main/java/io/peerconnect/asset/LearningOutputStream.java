package io.peerconnect.asset;

import java.io.IOException;
import java.nio.ByteBuffer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

/**
 * Shows the bytes of an answer to an {@link Exchange} as they are sent.
 */
final class LearningOutputStream extends ServletOutputStream {

	private final ServletOutputStream delegate;

	private final Exchange exchange;

	LearningOutputStream(ServletOutputStream delegate, Exchange exchange) {
		this.delegate = delegate;
		this.exchange = exchange;
	}

	@Override
	public void write(int octet) throws IOException {
		write(new byte[] { (byte) octet }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.exchange.beforeBody();
		try {
			this.delegate.write(bytes, offset, length);
		}
		catch (IOException | RuntimeException ex) {
			this.exchange.fail();
			throw ex;
		}
		this.exchange.sent(ByteBuffer.wrap(bytes, offset, length));
	}

	@Override
	public void write(ByteBuffer bytes) throws IOException {
		this.exchange.beforeBody();
		// The buffer may be reused as soon as it was handed on, and never before.
		ByteBuffer sent = bytes.duplicate();
		try {
			this.delegate.write(bytes);
		}
		catch (IOException | RuntimeException ex) {
			this.exchange.fail();
			throw ex;
		}
		this.exchange.sent(sent);
	}

	@Override
	public void flush() throws IOException {
		this.exchange.beforeBody();
		this.delegate.flush();
	}

	@Override
	public void close() throws IOException {
		this.exchange.beforeBody();
		this.delegate.close();
	}

	@Override
	public boolean isReady() {
		return this.delegate.isReady();
	}

	@Override
	public void setWriteListener(WriteListener listener) {
		this.delegate.setWriteListener(listener);
	}

}
