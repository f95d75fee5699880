package io.peerconnect.websocket;

import java.time.Instant;
import java.util.concurrent.Executor;

import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.TaskScheduler;

/**
 * Runs tasks soon, on the threads of a scheduler.
 */
public final class SoonExecutor implements Executor {

	private final TaskScheduler scheduler;

	/**
	 * Create the executor.
	 * @param scheduler what runs the tasks
	 */
	public SoonExecutor(TaskScheduler scheduler) {
		this.scheduler = scheduler;
	}

	@Override
	public void execute(Runnable task) {
		execute(task, Instant.EPOCH);
	}

	/**
	 * Run a task after some time.
	 * @param task the task
	 * @param delayMillis the time, in milliseconds
	 */
	public void executeAfter(Runnable task, long delayMillis) {
		execute(task, this.scheduler.getClock().instant().plusMillis(delayMillis));
	}

	private void execute(Runnable task, Instant time) {
		try {
			this.scheduler.schedule(task, time);
		}
		catch (TaskRejectedException ex) {
			// The application stops; there is nobody left to be held up.
			task.run();
		}
	}

}
