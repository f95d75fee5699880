package io.peerconnect.room;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.Trigger;

/**
 * Runs tasks when the test turns its clock.
 */
final class ManualScheduler implements TaskScheduler {

	private final Queue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::at));

	private Instant now = Instant.EPOCH;

	private final Clock clock = new Clock() {
		@Override
		public Instant instant() {
			return ManualScheduler.this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			throw new UnsupportedOperationException();
		}
	};

	@Override
	public Clock getClock() {
		return this.clock;
	}

	void runAll() {
		advance(Duration.ZERO);
	}

	void advance(Duration duration) {
		Instant end = this.now.plus(duration);
		for (Task next = this.tasks.peek(); next != null && !next.at().isAfter(end); next = this.tasks.peek()) {
			this.tasks.remove();
			this.now = next.at().isAfter(this.now) ? next.at() : this.now;
			next.run().run();
		}
		this.now = end;
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable task, Instant startTime) {
		this.tasks.add(new Task(startTime, task));
		return new Scheduled();
	}

	@Override
	public @Nullable ScheduledFuture<?> schedule(Runnable task, Trigger trigger) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, Instant startTime, Duration period) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, Duration period) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, Instant startTime, Duration delay) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, Duration delay) {
		throw new UnsupportedOperationException();
	}

	private record Task(Instant at, Runnable run) {

	}

	private static final class Scheduled extends CompletableFuture<Void> implements ScheduledFuture<Void> {

		@Override
		public long getDelay(TimeUnit unit) {
			return 0;
		}

		@Override
		public int compareTo(Delayed other) {
			return 0;
		}

	}

}
