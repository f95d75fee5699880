package io.peerconnect.websocket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SendQueue}.
 */
class SendQueueTests {

	private final FakeWire wire = new FakeWire();

	private final List<String> events = new ArrayList<>();

	private final SendQueue queue = new SendQueue(this.wire, 10, () -> this.events.add("overflow"),
			(failure) -> this.events.add("failure"));

	@Test
	void oneMessageIsOnItsWayAtATime() {
		this.wire.stopReading();
		this.queue.send(utf8("a"));
		this.queue.send(utf8("b"));
		this.queue.send(utf8("c"));
		assertThat(this.wire.sent()).containsExactly("a");
		assertThat(this.queue.isSending()).isTrue();
		this.wire.readNext(null);
		assertThat(this.wire.sent()).containsExactly("a", "b");
		this.wire.readNext(null);
		this.wire.readNext(null);
		assertThat(this.wire.sent()).containsExactly("a", "b", "c");
		assertThat(this.queue.isSending()).isFalse();
	}

	@Test
	void overflowDropsWhatWaits() {
		this.wire.stopReading();
		this.queue.send(utf8("on its way"));
		this.queue.send(utf8("12345678"));
		this.queue.send(utf8("12"));
		assertThat(this.events).isEmpty();
		this.queue.send(utf8("3"));
		assertThat(this.events).containsExactly("overflow");
		this.wire.readNext(null);
		this.queue.send(utf8("late"));
		assertThat(this.wire.sent()).containsExactly("on its way");
		assertThat(this.events).containsExactly("overflow");
	}

	@Test
	void messageLongerThanTheLimitPassesWhenNothingWaits() {
		this.queue.send(utf8("longer than ten"));
		assertThat(this.wire.sent()).containsExactly("longer than ten");
	}

	@Test
	void failureEndsTheQueue() {
		this.wire.stopReading();
		this.queue.send(utf8("a"));
		this.queue.send(utf8("b"));
		this.wire.readNext(new IOException("Broken pipe"));
		assertThat(this.events).containsExactly("failure");
		assertThat(this.wire.sent()).containsExactly("a");
	}

	@Test
	void somethingIsDoneOnceAllIsSent() {
		this.queue.whenSent(() -> this.events.add("nothing to send"));
		this.wire.stopReading();
		this.queue.send(utf8("a"));
		this.queue.send(utf8("b"));
		this.queue.whenSent(() -> this.events.add("sent"));
		this.wire.readNext(null);
		assertThat(this.events).containsExactly("nothing to send");
		this.wire.readNext(null);
		assertThat(this.events).containsExactly("nothing to send", "sent");
		this.queue.send(utf8("c"));
		this.wire.readNext(null);
		assertThat(this.events).hasSize(2);
	}

	@Test
	void somethingIsDoneOnceAllIsDropped() {
		this.wire.stopReading();
		this.queue.send(utf8("a"));
		this.queue.whenSent(() -> this.events.add("dropped"));
		this.queue.close();
		assertThat(this.events).containsExactly("dropped");
		this.wire.readNext(null);
		assertThat(this.events).hasSize(1);
	}

	@Test
	void longQueueIsSentWithoutDeepStacks() {
		SendQueue patient = new SendQueue(this.wire, Integer.MAX_VALUE, () -> {
		}, (failure) -> {
		});
		this.wire.stopReading();
		for (int i = 0; i < 20_000; i++) {
			patient.send(utf8("m" + i));
		}
		this.wire.startReading();
		this.wire.readNext(null);
		assertThat(this.wire.sent()).hasSize(20_000).endsWith("m19999");
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
