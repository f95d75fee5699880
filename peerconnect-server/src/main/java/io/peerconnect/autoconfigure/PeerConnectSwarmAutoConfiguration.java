package io.peerconnect.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import io.peerconnect.swarm.LocalMatchmaker;
import io.peerconnect.swarm.LocalPeerRegistry;
import io.peerconnect.swarm.MatchListener;
import io.peerconnect.swarm.MatchingRules;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.swarm.PeerRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration for deciding which visitors meet.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ PeerConnectProperties.class, SwarmProperties.class })
@Import(SchedulerConfiguration.class)
public final class PeerConnectSwarmAutoConfiguration {

	private static final Duration SWEEP_INTERVAL = Duration.ofMillis(100);

	/** Each thread draws from its own generator: none waits for another. */
	private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

	@Bean
	@ConditionalOnMissingBean(PeerRegistry.class)
	LocalPeerRegistry peerConnectPeerRegistry(SwarmProperties properties) {
		return new LocalPeerRegistry(properties.maxAssetsPerPeer(), properties.maxPeersPerSwarm(), RANDOM);
	}

	@Bean
	@ConditionalOnMissingBean(Matchmaker.class)
	LocalMatchmaker peerConnectMatchmaker(PeerConnectProperties shared, SwarmProperties properties,
			PeerRegistry registry, ObjectProvider<MatchListener> listeners,
			@Qualifier("peerConnectScheduler") TaskScheduler scheduler) {
		MatchingRules rules = new MatchingRules(shared.threshold(), properties.sources(), properties.maxPeers(),
				properties.uploadsPerPeer(), properties.promiseTimeout(), properties.burstWindow(),
				properties.seedAfter());
		// Looked up when first needed: who listens also needs the matchmaker.
		SingletonSupplier<MatchListener> listener = SingletonSupplier
			.of(() -> listeners.getIfAvailable(() -> (receiver, match) -> {
			}));
		LocalMatchmaker matchmaker = new LocalMatchmaker(registry, rules,
				(receiver, match) -> listener.obtain().matched(receiver, match), Clock.systemUTC(), RANDOM);
		scheduler.scheduleWithFixedDelay(matchmaker::sweep, SWEEP_INTERVAL);
		return matchmaker;
	}

}
