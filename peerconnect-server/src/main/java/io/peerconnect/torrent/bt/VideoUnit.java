package io.peerconnect.torrent.bt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

import bt.data.StorageUnit;
import bt.net.buffer.ByteBufferView;
import org.jspecify.annotations.Nullable;

/**
 * A video that bt reads blocks of. Opened with the first block.
 */
final class VideoUnit implements StorageUnit {

	private final Path video;

	private final long length;

	private final BooleanSupplier unchanged;

	private final LongConsumer sent;

	/** Guarded by this. */
	private @Nullable FileChannel channel;

	VideoUnit(Path video, long length, BooleanSupplier unchanged, LongConsumer sent) {
		this.video = video;
		this.length = length;
		this.unchanged = unchanged;
		this.sent = sent;
	}

	@Override
	public synchronized int readBlock(ByteBuffer buffer, long offset) {
		if (offset < 0 || offset > this.length - buffer.remaining()) {
			throw new IllegalArgumentException(
					"'" + this.video + "' has no " + buffer.remaining() + " bytes at " + offset);
		}
		if (!this.unchanged.getAsBoolean()) {
			throw new IllegalStateException("'" + this.video + "' is not what was hashed any more");
		}
		try {
			int read = open().read(buffer, offset);
			this.sent.accept(Math.max(0, read));
			return read;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/* An interrupt closes a channel that is being read. */
	private FileChannel open() throws IOException {
		FileChannel open = this.channel;
		if (open == null || !open.isOpen()) {
			open = FileChannel.open(this.video, StandardOpenOption.READ);
			this.channel = open;
		}
		return open;
	}

	@Override
	public int writeBlock(ByteBuffer buffer, long offset) {
		throw new UnsupportedOperationException("'" + this.video + "' is not to be written to");
	}

	@Override
	public int writeBlock(ByteBufferView buffer, long offset) {
		throw new UnsupportedOperationException("'" + this.video + "' is not to be written to");
	}

	@Override
	public long capacity() {
		return this.length;
	}

	@Override
	public long size() {
		return this.length;
	}

	@Override
	public synchronized void close() throws IOException {
		if (this.channel != null) {
			this.channel.close();
			this.channel = null;
		}
	}

}
