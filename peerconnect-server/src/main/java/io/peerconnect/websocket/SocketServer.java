package io.peerconnect.websocket;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;

/**
 * A server whose clients come by WebSocket: looks after them every second while it runs.
 * Stops before the web server does, so that clients hear why and come back elsewhere.
 */
public abstract class SocketServer implements SmartLifecycle {

	/*
	 * Spring Boot stops accepting requests at DEFAULT_PHASE - 1024; higher phases stop
	 * first.
	 */
	private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

	private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(SocketServer.class);

	private final TaskScheduler scheduler;

	private volatile @Nullable ScheduledFuture<?> sweeps;

	/**
	 * Create a server that does nothing before it is started.
	 * @param scheduler runs what is done every second
	 */
	protected SocketServer(TaskScheduler scheduler) {
		this.scheduler = scheduler;
	}

	/**
	 * Take in clients from now on.
	 */
	protected abstract void open();

	/**
	 * Take leave of all clients.
	 */
	protected abstract void close();

	/**
	 * End what took too long.
	 */
	protected abstract void sweep();

	@Override
	public final void start() {
		open();
		this.sweeps = this.scheduler.scheduleWithFixedDelay(this::sweepAndGoOn, SWEEP_INTERVAL);
	}

	@Override
	public final void stop() {
		ScheduledFuture<?> sweeps = this.sweeps;
		if (sweeps != null) {
			sweeps.cancel(false);
			this.sweeps = null;
		}
		close();
	}

	@Override
	public final boolean isRunning() {
		return this.sweeps != null;
	}

	@Override
	public final int getPhase() {
		return PHASE;
	}

	private void sweepAndGoOn() {
		try {
			sweep();
		}
		catch (RuntimeException ex) {
			// Thrown on, it would end all sweeps to come.
			logger.warn("{} could not look after its clients", getClass().getSimpleName(), ex);
		}
	}

}
