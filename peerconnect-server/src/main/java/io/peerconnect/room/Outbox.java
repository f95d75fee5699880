package io.peerconnect.room;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import io.peerconnect.protocol.ServerMessage;
import io.peerconnect.swarm.PeerId;

/**
 * What is to be sent, in the order in which it was decided. Decisions are made under a
 * lock and sent without it, by one thread at a time, so that nobody hears of one before
 * another that was made earlier.
 */
final class Outbox {

	private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();

	private final AtomicInteger undelivered = new AtomicInteger();

	private final BiConsumer<PeerId, ServerMessage> send;

	Outbox(BiConsumer<PeerId, ServerMessage> send) {
		this.send = send;
	}

	/**
	 * Put in a message.
	 * @param to whom it is for
	 * @param message the message
	 */
	void post(PeerId to, ServerMessage message) {
		this.letters.add(new Letter(to, message));
	}

	/**
	 * Send what was put in, unless another thread does: then that one goes on.
	 */
	void deliver() {
		if (this.undelivered.getAndIncrement() != 0) {
			return;
		}
		int seen;
		do {
			seen = this.undelivered.get();
			for (Letter letter = this.letters.poll(); letter != null; letter = this.letters.poll()) {
				this.send.accept(letter.to(), letter.message());
			}
		}
		while (this.undelivered.addAndGet(-seen) != 0);
	}

	private record Letter(PeerId to, ServerMessage message) {

	}

}
