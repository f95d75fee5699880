package io.peerconnect.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.token.JoinTokens;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SchedulerConfiguration}.
 */
class SchedulerConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PeerConnectSignalingAutoConfiguration.class,
				PeerConnectGeoAutoConfiguration.class, PeerConnectSwarmAutoConfiguration.class,
				TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
		.withBean(JoinTokens.class, () -> mock(JoinTokens.class))
		.withBean(AssetCatalogue.class, () -> mock(AssetCatalogue.class));

	@Test
	void allOfUsShareOneAndTheSiteDoesNotSeeIt() {
		this.runner.withBean(NeedsScheduler.class).run((context) -> {
			assertThat(context).getBeans(TaskScheduler.class).containsOnlyKeys("peerConnectScheduler");
			assertThat(context.getBean(NeedsScheduler.class).scheduler).isNull();
		});
	}

	@Test
	void siteKeepsTheSchedulerAndTheExecutorOfSpringBoot() {
		this.runner.withUserConfiguration(Scheduling.class).run((context) -> {
			assertThat(context).hasBean("applicationTaskExecutor");
			assertThat(context.getBeanProvider(TaskScheduler.class).getObject())
				.isSameAs(context.getBean("taskScheduler"));
		});
	}

	@Test
	void siteKeepsASchedulerOfItsOwn() {
		SimpleAsyncTaskScheduler own = new SimpleAsyncTaskScheduler();
		this.runner.withUserConfiguration(Scheduling.class)
			.withBean("zooScheduler", TaskScheduler.class, () -> own)
			.withBean(NeedsScheduler.class)
			.run((context) -> {
				assertThat(context.getBeanProvider(TaskScheduler.class).getObject()).isSameAs(own);
				assertThat(context.getBean(NeedsScheduler.class).scheduler).isSameAs(own);
			});
	}

	@Test
	void siteMayNameAnother() {
		SimpleAsyncTaskScheduler own = new SimpleAsyncTaskScheduler();
		this.runner.withBean("peerConnectScheduler", TaskScheduler.class, () -> own)
			.run((context) -> assertThat(context).doesNotHaveBean(ThreadPoolTaskScheduler.class)
				.getBean("peerConnectScheduler")
				.isSameAs(own));
	}

	static class NeedsScheduler {

		private final @Nullable TaskScheduler scheduler;

		NeedsScheduler(ObjectProvider<TaskScheduler> scheduler) {
			this.scheduler = scheduler.getIfAvailable();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

}
