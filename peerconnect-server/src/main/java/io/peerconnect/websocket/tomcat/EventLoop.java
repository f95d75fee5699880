package io.peerconnect.websocket.tomcat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.peerconnect.websocket.CloseCodes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that reads the WebSockets that belong to it, and does there and then what
 * their messages ask for: handing each to another thread costs more than most of them do.
 */
final class EventLoop {

	private static final int BUFFER_BYTES = 64 * 1024;

	/** How long a client may take to answer a close. */
	private static final long CLOSE_NANOS = 5_000_000_000L;

	private static final long LOOK_MILLIS = 1_000;

	private static final Logger logger = LoggerFactory.getLogger(EventLoop.class);

	private final Selector selector;

	private final Thread thread;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private volatile boolean stopped;

	// The following belong to the thread.

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

	/** Closed by the server's end, the first first. */
	private final Deque<Closing> closing = new ArrayDeque<>();

	/**
	 * Create a loop and start its thread.
	 * @param name the name of the thread
	 * @throws IOException if the system has no more selectors
	 */
	EventLoop(String name) throws IOException {
		this.selector = Selector.open();
		this.thread = new Thread(this::run, name);
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Let a socket belong to this loop.
	 * @param socket the socket
	 * @param early what its client sent already
	 */
	void add(LoopSocket socket, ByteBuffer early) {
		execute(() -> {
			try {
				SelectionKey key = socket.channel().register(this.selector, SelectionKey.OP_READ, socket);
				socket.open(key, early);
			}
			catch (IOException ex) {
				socket.end(CloseCodes.INTERNAL);
			}
		});
	}

	/**
	 * End a socket if its client does not.
	 * @param socket the socket
	 * @param code the code that it was closed with
	 */
	void endSoon(LoopSocket socket, int code) {
		long deadline = System.nanoTime() + CLOSE_NANOS;
		execute(() -> this.closing.add(new Closing(socket, code, deadline)));
	}

	void wakeUp() {
		if (Thread.currentThread() != this.thread) {
			this.selector.wakeup();
		}
	}

	void stop() {
		this.stopped = true;
		this.selector.wakeup();
	}

	private void execute(Runnable task) {
		this.tasks.add(task);
		wakeUp();
	}

	private void run() {
		try (Selector selector = this.selector) {
			while (!this.stopped) {
				selector.select(this::handle, LOOK_MILLIS);
				runTasks();
				endOverdue();
			}
			selector.keys().forEach((key) -> end(key.attachment(), CloseCodes.GOING_AWAY));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("WebSockets can be read no more", ex);
		}
	}

	private void runTasks() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			try {
				task.run();
			}
			catch (RuntimeException ex) {
				logger.warn("A WebSocket could not be opened", ex);
			}
		}
	}

	private void handle(SelectionKey key) {
		LoopSocket socket = (LoopSocket) key.attachment();
		try {
			if (key.isWritable()) {
				socket.writable();
			}
			if (key.isReadable()) {
				socket.readable(this.buffer);
			}
		}
		catch (CancelledKeyException ex) {
			socket.end(CloseCodes.GOING_AWAY);
		}
		catch (RuntimeException ex) {
			// One client must not take all others along.
			logger.warn("A WebSocket failed", ex);
			socket.end(CloseCodes.INTERNAL);
		}
	}

	private void endOverdue() {
		long now = System.nanoTime();
		for (Closing first = this.closing.peek(); first != null
				&& first.deadline() - now <= 0; first = this.closing.peek()) {
			this.closing.remove();
			end(first.socket(), first.code());
		}
	}

	private static void end(@Nullable Object socket, int code) {
		try {
			if (socket instanceof LoopSocket open) {
				open.end(code);
			}
		}
		catch (RuntimeException ex) {
			logger.warn("A WebSocket could not be closed", ex);
		}
	}

	private record Closing(LoopSocket socket, int code, long deadline) {

	}

}
