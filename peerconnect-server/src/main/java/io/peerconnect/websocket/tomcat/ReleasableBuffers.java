package io.peerconnect.websocket.tomcat;

import java.nio.ByteBuffer;

import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's buffers of one socket, which can be released, and come back when they are
 * needed again: Tomcat gives them to another socket once theirs is closed. Used by one
 * thread at a time, as all buffers of Tomcat are.
 */
final class ReleasableBuffers extends SocketBufferHandler {

	private final int readBytes;

	private final int writeBytes;

	private final boolean direct;

	private volatile @Nullable SocketBufferHandler buffers;

	ReleasableBuffers(SocketBufferHandler buffers) {
		super(0, 0, false);
		this.readBytes = buffers.getReadBuffer().capacity();
		this.writeBytes = buffers.getWriteBuffer().capacity();
		this.direct = buffers.getReadBuffer().isDirect();
		this.buffers = buffers;
	}

	/**
	 * Give the memory back, with whatever is in it.
	 */
	void release() {
		this.buffers = null;
	}

	private SocketBufferHandler buffers() {
		SocketBufferHandler buffers = this.buffers;
		if (buffers == null) {
			buffers = new SocketBufferHandler(this.readBytes, this.writeBytes, this.direct);
			this.buffers = buffers;
		}
		return buffers;
	}

	@Override
	public void configureReadBufferForWrite() {
		buffers().configureReadBufferForWrite();
	}

	@Override
	public void configureReadBufferForRead() {
		buffers().configureReadBufferForRead();
	}

	@Override
	public ByteBuffer getReadBuffer() {
		return buffers().getReadBuffer();
	}

	@Override
	public boolean isReadBufferEmpty() {
		return this.buffers == null || buffers().isReadBufferEmpty();
	}

	@Override
	public void unReadReadBuffer(ByteBuffer returnedData) {
		buffers().unReadReadBuffer(returnedData);
	}

	@Override
	public void configureWriteBufferForWrite() {
		buffers().configureWriteBufferForWrite();
	}

	@Override
	public void configureWriteBufferForRead() {
		buffers().configureWriteBufferForRead();
	}

	@Override
	public boolean isWriteBufferWritable() {
		return buffers().isWriteBufferWritable();
	}

	@Override
	public ByteBuffer getWriteBuffer() {
		return buffers().getWriteBuffer();
	}

	@Override
	public boolean isWriteBufferEmpty() {
		return this.buffers == null || buffers().isWriteBufferEmpty();
	}

	@Override
	public void reset() {
		SocketBufferHandler buffers = this.buffers;
		if (buffers != null) {
			buffers.reset();
		}
	}

	@Override
	public void expand(int newSize) {
		buffers().expand(newSize);
	}

	@Override
	public void free() {
		SocketBufferHandler buffers = this.buffers;
		if (buffers != null) {
			buffers.free();
		}
	}

}
