package io.peerconnect.room;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.peerconnect.protocol.CodeEvent;
import io.peerconnect.swarm.PeerId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Outbox}.
 */
class OutboxTests {

	private static final PeerId ALICE = new PeerId("n1-alice7Qk2Vx0pLw");

	@Test
	void lettersKeepTheirOrderWhoeverDeliversThem() throws Exception {
		List<Integer> sent = Collections.synchronizedList(new ArrayList<>());
		Outbox outbox = new Outbox((to, message) -> sent.add(((CodeEvent.Joined) message).number()));
		Object lock = new Object();
		int[] next = { 0 };
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> threads = IntStream.range(0, 4).mapToObj((i) -> new Thread(() -> {
			await(start);
			for (int j = 0; j < 2000; j++) {
				synchronized (lock) {
					outbox.post(ALICE, new CodeEvent.Joined(++next[0], 1));
				}
				outbox.deliver();
			}
		})).toList();
		threads.forEach(Thread::start);
		start.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(sent).isEqualTo(IntStream.rangeClosed(1, 8000).boxed().toList());
	}

	@Test
	void whatIsPostedWhileDeliveringIsDeliveredToo() {
		List<Integer> sent = new ArrayList<>();
		Outbox[] outbox = new Outbox[1];
		outbox[0] = new Outbox((to, message) -> {
			int number = ((CodeEvent.Joined) message).number();
			sent.add(number);
			if (number < 3) {
				outbox[0].post(ALICE, new CodeEvent.Joined(number + 1, 1));
				outbox[0].deliver();
			}
		});
		outbox[0].post(ALICE, new CodeEvent.Joined(1, 1));
		outbox[0].deliver();
		assertThat(sent).containsExactly(1, 2, 3);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
