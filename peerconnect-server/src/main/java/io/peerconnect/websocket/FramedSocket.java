package io.peerconnect.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import io.peerconnect.websocket.FrameReader.BadFrameException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of a WebSocket over a connection that was taken over from the
 * container: turns what arrives into messages, answers pings, and closes in good order.
 * What is read comes from one thread at a time; messages may be sent by any.
 */
public final class FramedSocket implements Wire, FrameReader.Listener {

	/* How long a client may take to answer a close. */
	private static final long CLOSE_TIMEOUT_NANOS = Duration.ofSeconds(5).toNanos();

	private static final Logger logger = LoggerFactory.getLogger(FramedSocket.class);

	private final SocketListener listener;

	private final Transport transport;

	private final FrameReader reader;

	private final int opcode;

	// Of the reading thread alone.

	private boolean deaf;

	// The following are guarded by this.

	/** The frame that is being written, if it could not be written at once. */
	private @Nullable Outgoing underWay;

	/** What comes after it. Rarely there is anything: senders wait. */
	private @Nullable Deque<Outgoing> waiting;

	/** The answer to the last ping, if it could not be written at once. */
	private @Nullable Outgoing pong;

	/** Whether a close frame was sent, or is about to be. */
	private boolean closing;

	private boolean clientClosed;

	private long closingSince;

	private boolean ended;

	/**
	 * Create the end of a connection whose handshake is done.
	 * @param settings what the connections of the endpoint have in common
	 * @param listener what serves the client
	 * @param transport carries bytes
	 */
	public FramedSocket(SocketSettings settings, SocketListener listener, Transport transport) {
		this.listener = listener;
		this.transport = transport;
		this.reader = new FrameReader(settings.maxMessageBytes(), this);
		this.opcode = (settings.format() == SocketSettings.Format.TEXT) ? FrameReader.TEXT : FrameReader.BINARY;
	}

	/**
	 * Begin. To be called before anything is read.
	 */
	public void open() {
		this.listener.opened(this);
	}

	/**
	 * Take in what arrived.
	 * @param bytes the bytes
	 */
	public void received(ByteBuffer bytes) {
		if (this.deaf) {
			return;
		}
		try {
			this.reader.read(bytes);
		}
		catch (BadFrameException ex) {
			logger.debug("A client breaks the WebSocket protocol: {}", ex.getMessage());
			this.deaf = true;
			close(ex.code(), ex.toString());
		}
	}

	/**
	 * Take note that nothing more arrives.
	 */
	public void ended() {
		end(CloseCodes.ABNORMAL);
	}

	/**
	 * Take note that the connection is broken.
	 * @param failure why
	 */
	public void failed(Throwable failure) {
		// Mostly clients that went without a word.
		logger.debug("A WebSocket failed: {}", failure.toString());
		end(CloseCodes.ABNORMAL);
	}

	/**
	 * Go on with writing. To be called when the transport may take more.
	 */
	public void writable() {
		try {
			for (Outgoing done = flush(); done != null; done = flush()) {
				done.completed(null);
			}
		}
		catch (IOException ex) {
			failed(ex);
		}
	}

	/**
	 * Give up a client that does not answer a close. To be called every second or so.
	 */
	public void tick() {
		boolean late;
		synchronized (this) {
			late = this.closing && !this.ended && System.nanoTime() - this.closingSince > CLOSE_TIMEOUT_NANOS;
		}
		if (late) {
			end(CloseCodes.ABNORMAL);
		}
	}

	@Override
	public void send(byte[] message, Completion completion) {
		Outgoing outgoing = new Outgoing(Frames.of(this.opcode, message), completion);
		boolean open;
		synchronized (this) {
			open = !this.closing && !this.ended;
		}
		if (!open) {
			outgoing.completed(new ClosedChannelException());
			return;
		}
		write(outgoing);
	}

	@Override
	public void ping() {
		write(new Outgoing(Frames.of(FrameReader.PING, new byte[0]), null));
	}

	@Override
	public void close(int code, String reason) {
		if (beginClosing(code, reason)) {
			this.listener.closed(code);
		}
	}

	@Override
	public void onMessage(byte[] message) {
		if (!isClosing()) {
			this.listener.received(message);
		}
	}

	@Override
	public void onTooLarge() {
		if (!isClosing()) {
			this.listener.receivedTooLarge();
		}
	}

	@Override
	public void onPing(byte[] payload) {
		Outgoing pong = new Outgoing(Frames.of(FrameReader.PONG, payload), null);
		synchronized (this) {
			if (this.closing) {
				return;
			}
			if (this.underWay != null) {
				// A client that does not read gets an answer to its last ping alone.
				this.pong = pong;
				return;
			}
		}
		write(pong);
	}

	@Override
	public void onPong() {
		this.listener.ponged();
	}

	@Override
	public void onClose(int code) {
		this.deaf = true;
		boolean first = beginClosing(code, "");
		boolean done;
		synchronized (this) {
			this.clientClosed = true;
			done = this.underWay == null;
		}
		if (first) {
			this.listener.closed(code);
		}
		if (done) {
			end(code);
		}
	}

	private synchronized boolean isClosing() {
		return this.closing;
	}

	private boolean beginClosing(int code, String reason) {
		synchronized (this) {
			if (this.closing || this.ended) {
				return false;
			}
			this.closing = true;
			this.closingSince = System.nanoTime();
		}
		write(new Outgoing(Frames.close(code, reason), null));
		return true;
	}

	private void write(Outgoing outgoing) {
		boolean written = false;
		try {
			synchronized (this) {
				if (this.ended) {
					throw new ClosedChannelException();
				}
				if (this.underWay != null) {
					this.waiting = (this.waiting != null) ? this.waiting : new ArrayDeque<>(2);
					this.waiting.add(outgoing);
					return;
				}
				written = this.transport.write(outgoing.frame());
				this.underWay = written ? null : outgoing;
			}
		}
		catch (IOException ex) {
			outgoing.completed(ex);
			failed(ex);
		}
		if (written) {
			outgoing.completed(null);
		}
	}

	/** Return a frame that is written, or {@code null} if there is none. */
	private @Nullable Outgoing flush() throws IOException {
		boolean over;
		Outgoing done;
		synchronized (this) {
			done = this.underWay;
			if (done == null || this.ended || !this.transport.flush()) {
				return null;
			}
			this.underWay = pollNext();
			if (this.underWay != null) {
				// That it is written is found out by the next call.
				this.transport.write(this.underWay.frame());
			}
			over = this.clientClosed && this.underWay == null;
		}
		if (over) {
			end(CloseCodes.ABNORMAL);
		}
		return done;
	}

	private @Nullable Outgoing pollNext() {
		Outgoing next = this.pong;
		this.pong = null;
		return (next == null && this.waiting != null) ? this.waiting.poll() : next;
	}

	private void end(int code) {
		Outgoing lost;
		Deque<Outgoing> alsoLost;
		boolean heard;
		synchronized (this) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			heard = this.closing;
			lost = this.underWay;
			alsoLost = this.waiting;
			this.underWay = null;
			this.waiting = null;
			this.transport.close();
		}
		if (!heard) {
			this.listener.closed(code);
		}
		if (lost != null) {
			lost.completed(new ClosedChannelException());
		}
		if (alsoLost != null) {
			alsoLost.forEach((outgoing) -> outgoing.completed(new ClosedChannelException()));
		}
	}

	/**
	 * Carries bytes. Called under a lock of the socket; must not call back.
	 */
	public interface Transport {

		/**
		 * Write without waiting.
		 * @param frame what to write
		 * @return whether all of it is on its way; if not, {@link FramedSocket#writable}
		 * is called later
		 * @throws IOException if the connection is broken
		 */
		boolean write(byte[] frame) throws IOException;

		/**
		 * Go on with what could not be written at once.
		 * @return whether all of it is on its way; if not, {@link FramedSocket#writable}
		 * is called later
		 * @throws IOException if the connection is broken
		 */
		boolean flush() throws IOException;

		/**
		 * Close the connection, now or soon.
		 */
		void close();

	}

	private record Outgoing(byte[] frame, @Nullable Completion completion) {

		void completed(@Nullable Throwable failure) {
			if (this.completion != null) {
				this.completion.completed(failure);
			}
		}

	}

}
