package io.peerconnect.websocket.tomcat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits for all connections and serves each as soon as it has something
 * to say. What it calls does not block.
 */
final class SocketLoop implements AutoCloseable {

	/** No less than Tomcat's own buffer, so that it reads straight into this. */
	private static final int BUFFER_BYTES = 16 * 1024;

	private static final Logger logger = LoggerFactory.getLogger(SocketLoop.class);

	private final Selector selector;

	private final Thread thread;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean woken = new AtomicBoolean();

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

	private volatile boolean open = true;

	SocketLoop(String name) {
		try {
			this.selector = Selector.open();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.thread = new Thread(this::run, name);
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Do something on this thread, soon.
	 * @param task what to do
	 */
	void execute(Runnable task) {
		this.tasks.add(task);
		wakeUp();
	}

	/**
	 * Wait for a channel from now on. On this thread only.
	 * @param channel the channel
	 * @param socket what serves it
	 * @return what its interests are set with
	 * @throws ClosedChannelException if it is closed already
	 */
	SelectionKey register(SocketChannel channel, TomcatSocket socket) throws ClosedChannelException {
		return channel.register(this.selector, SelectionKey.OP_READ, socket);
	}

	/**
	 * Call a socket when its channel may take more.
	 * @param key what {@link #register} returned
	 */
	void awaitWritable(SelectionKey key) {
		key.interestOpsOr(SelectionKey.OP_WRITE);
		wakeUp();
	}

	private void wakeUp() {
		if (Thread.currentThread() != this.thread && this.woken.compareAndSet(false, true)) {
			this.selector.wakeup();
		}
	}

	private void run() {
		while (this.open) {
			try {
				this.selector.select(this::serve);
			}
			catch (ClosedSelectorException ex) {
				return;
			}
			catch (IOException | RuntimeException ex) {
				// Thrown on, it would end all connections.
				logger.warn("WebSockets could not be looked after", ex);
			}
			this.woken.set(false);
			for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
				run(task);
			}
		}
	}

	private void serve(SelectionKey key) {
		TomcatSocket socket = (TomcatSocket) key.attachment();
		try {
			if (key.isWritable()) {
				key.interestOpsAnd(~SelectionKey.OP_WRITE);
				socket.writable();
			}
			if (key.isReadable()) {
				socket.readable(this.buffer);
			}
		}
		catch (CancelledKeyException ex) {
			socket.failed(ex);
		}
		catch (RuntimeException ex) {
			// One connection must not cost the others theirs.
			logger.warn("A WebSocket could not be served", ex);
			socket.failed(ex);
		}
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			logger.warn("A WebSocket could not be looked after", ex);
		}
	}

	/** Return the buffer that all reading goes through. On this thread only. */
	ByteBuffer buffer() {
		return this.buffer;
	}

	@Override
	public void close() {
		this.open = false;
		try {
			this.selector.close();
		}
		catch (IOException ex) {
			logger.debug("The selector of WebSockets did not close in good order: {}", ex.toString());
		}
	}

}
