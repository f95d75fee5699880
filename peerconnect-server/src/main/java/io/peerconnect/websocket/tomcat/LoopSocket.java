package io.peerconnect.websocket.tomcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

import io.peerconnect.websocket.CloseCodes;
import io.peerconnect.websocket.SocketListener;
import io.peerconnect.websocket.SocketSettings;
import io.peerconnect.websocket.Wire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket of a loop. The loop's thread reads; any thread writes, as far as the
 * socket takes it at once, and the loop writes the rest.
 */
final class LoopSocket implements Wire, FrameReader.Sink {

	private static final int MAX_WAITING_FRAMES = 8;

	private static final Logger logger = LoggerFactory.getLogger(LoopSocket.class);

	private final SocketChannel channel;

	private final EventLoop loop;

	private final SocketListener listener;

	private final Runnable release;

	private final int dataOpcode;

	private final FrameReader reader;

	/** Set by the loop before anything is sent. */
	private volatile @Nullable SelectionKey key;

	// The following are guarded by this.

	/** What the socket did not take yet, in order; only the first may be partly sent. */
	private @Nullable Deque<ByteBuffer> unsent;

	private @Nullable Completion completion;

	private boolean closing;

	private boolean closed;

	/**
	 * Create a socket whose handshake was answered.
	 * @param channel what to read and write; it does not block
	 * @param loop the loop that it will belong to
	 * @param settings length of messages, and how they are sent
	 * @param listener the server's end
	 * @param release gives the channel back, to be closed
	 */
	LoopSocket(SocketChannel channel, EventLoop loop, SocketSettings settings, SocketListener listener,
			Runnable release) {
		this.channel = channel;
		this.loop = loop;
		this.listener = listener;
		this.release = release;
		this.dataOpcode = (settings.format() == SocketSettings.Format.TEXT) ? Opcode.TEXT : Opcode.BINARY;
		this.reader = new FrameReader(settings, this);
	}

	// Called by the loop.

	void open(SelectionKey key, ByteBuffer early) {
		this.key = key;
		this.listener.opened(this);
		this.reader.read(early);
	}

	SocketChannel channel() {
		return this.channel;
	}

	/**
	 * Read what has arrived.
	 * @param buffer an empty buffer
	 */
	void readable(ByteBuffer buffer) {
		try {
			int count = this.channel.read(buffer.clear());
			if (count < 0) {
				end(CloseCodes.LOST);
				return;
			}
			this.reader.read(buffer.flip());
		}
		catch (IOException ex) {
			end(CloseCodes.LOST);
		}
	}

	/**
	 * Write what waits.
	 */
	void writable() {
		Completion completion = null;
		IOException failure = null;
		synchronized (this) {
			try {
				if (!flush()) {
					return;
				}
				setWriting(false);
			}
			catch (IOException ex) {
				failure = ex;
				this.unsent = null;
			}
			completion = this.completion;
			this.completion = null;
		}
		if (completion != null) {
			completion.completed(failure);
		}
		if (failure != null) {
			end(CloseCodes.LOST);
		}
	}

	/**
	 * Close the channel, whatever the client says.
	 * @param code what the server's end is told, unless it was told before
	 */
	void end(int code) {
		Completion completion;
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			this.unsent = null;
			completion = this.completion;
			this.completion = null;
		}
		this.release.run();
		this.listener.closed(code);
		if (completion != null) {
			completion.completed(new ClosedChannelException());
		}
	}

	// Called by the reader, on the thread of the loop.

	@Override
	public void received(byte[] message) {
		if (!isClosing()) {
			this.listener.received(message);
		}
	}

	@Override
	public void receivedTooLarge() {
		if (!isClosing()) {
			this.listener.receivedTooLarge();
		}
	}

	@Override
	public void receivedPing(byte[] payload) {
		if (hasRoom()) {
			control(Frames.of(Opcode.PONG, payload));
		}
	}

	/* Who pings and does not read would fill the memory; pongs may be left out. */
	private synchronized boolean hasRoom() {
		return this.unsent == null || this.unsent.size() < MAX_WAITING_FRAMES;
	}

	@Override
	public void receivedPong() {
		this.listener.ponged();
	}

	@Override
	public void receivedClose(int code) {
		boolean ours;
		synchronized (this) {
			ours = this.closing;
			this.closing = true;
		}
		if (!ours) {
			control((code == CloseCodes.NONE) ? Frames.of(Opcode.CLOSE, new byte[0]) : Frames.close(code, ""));
		}
		end(code);
	}

	@Override
	public void violated(int code) {
		close(code, "Not the WebSocket protocol");
		end(code);
	}

	// Called by the server's end, on any thread.

	@Override
	public void send(byte[] message, Completion completion) {
		IOException failure = null;
		synchronized (this) {
			if (this.closing || this.closed) {
				failure = new ClosedChannelException();
			}
			else {
				try {
					if (!write(Frames.of(this.dataOpcode, message))) {
						this.completion = completion;
						return;
					}
				}
				catch (IOException ex) {
					failure = ex;
				}
			}
		}
		completion.completed(failure);
	}

	@Override
	public void ping() {
		control(Frames.of(Opcode.PING, new byte[0]));
	}

	@Override
	public void close(int code, String reason) {
		synchronized (this) {
			if (this.closing || this.closed) {
				return;
			}
			this.closing = true;
		}
		control(Frames.close(code, reason));
		this.loop.endSoon(this, code);
		this.listener.closed(code);
	}

	private synchronized boolean isClosing() {
		return this.closing || this.closed;
	}

	private synchronized void control(ByteBuffer frame) {
		if (this.closed) {
			return;
		}
		try {
			write(frame);
		}
		catch (IOException ex) {
			// The loop meets the same failure when it reads, and ends the connection.
			logger.debug("A WebSocket broke: {}", ex.toString());
		}
	}

	/* Returns whether all of it is sent. */
	private boolean write(ByteBuffer frame) throws IOException {
		Deque<ByteBuffer> unsent = this.unsent;
		if (unsent == null) {
			this.channel.write(frame);
			if (!frame.hasRemaining()) {
				return true;
			}
			unsent = new ArrayDeque<>(2);
			this.unsent = unsent;
			setWriting(true);
		}
		unsent.add(frame);
		return false;
	}

	/* Returns whether nothing is left to be sent. */
	private boolean flush() throws IOException {
		Deque<ByteBuffer> unsent = this.unsent;
		while (unsent != null && !unsent.isEmpty()) {
			ByteBuffer next = unsent.element();
			this.channel.write(next);
			if (next.hasRemaining()) {
				return false;
			}
			unsent.remove();
		}
		this.unsent = null;
		return true;
	}

	private void setWriting(boolean writing) {
		SelectionKey key = this.key;
		if (key == null || !key.isValid()) {
			return;
		}
		if (writing) {
			key.interestOpsOr(SelectionKey.OP_WRITE);
			this.loop.wakeUp();
		}
		else {
			key.interestOpsAnd(~SelectionKey.OP_WRITE);
		}
	}

}
