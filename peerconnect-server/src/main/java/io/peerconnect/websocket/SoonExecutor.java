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
		try {
			this.scheduler.schedule(task, Instant.EPOCH);
		}
		catch (TaskRejectedException ex) {
			// The application stops; there is nobody left to be held up.
			task.run();
		}
	}

}
