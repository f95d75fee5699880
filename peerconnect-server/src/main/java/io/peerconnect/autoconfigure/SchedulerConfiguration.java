package io.peerconnect.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * The threads of all our periodic work. A site that wants other threads for it names a
 * scheduler {@code peerConnectScheduler}.
 */
@Configuration(proxyBeanMethods = false)
class SchedulerConfiguration {

	/*
	 * Ours alone: neither may the site's scheduling use it, nor may Spring Boot leave out
	 * the site's because of it. Three threads: one may close connections of slow clients,
	 * one reload a database, and the sweep of the matchmaker is still on time. A thread
	 * starts with the first task that needs it.
	 */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "peerConnectScheduler")
	TaskScheduler peerConnectScheduler() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setPoolSize(3);
		scheduler.setThreadNamePrefix("peerconnect-");
		scheduler.setDaemon(true);
		return scheduler;
	}

}
