package io.peerconnect.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.peerconnect.asset.Asset;
import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.asset.AssetPath;
import io.peerconnect.asset.AssetReplacedListener;
import io.peerconnect.asset.Digest;
import io.peerconnect.geo.GeoLocator;
import io.peerconnect.geo.Location;
import io.peerconnect.observe.OriginMeters;
import io.peerconnect.observe.SignalingMeters;
import io.peerconnect.observe.SwarmMeters;
import io.peerconnect.signaling.SignalingServer;
import io.peerconnect.swarm.MatchListener;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.token.JoinTokens;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.scheduling.TaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PeerConnectSignalingAutoConfiguration} and
 * {@link PeerConnectMetricsAutoConfiguration}.
 */
class PeerConnectSignalingAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations
		.of(PeerConnectSignalingAutoConfiguration.class, PeerConnectMetricsAutoConfiguration.class);

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withBean(Matchmaker.class, () -> mock(Matchmaker.class))
		.withBean(JoinTokens.class, () -> mock(JoinTokens.class))
		.withBean(GeoLocator.class, () -> mock(GeoLocator.class))
		.withBean(AssetCatalogue.class, NoAssets::new);

	@Test
	void signalingRunsByDefaultAndHasNoMetersWithoutARegistry() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(MatchListener.class)
			.hasSingleBean(AssetReplacedListener.class)
			.doesNotHaveBean(SignalingMeters.class)
			.getBean(SignalingServer.class)
			.extracting(SignalingServer::isRunning)
			.isEqualTo(true));
	}

	@Test
	void metersAppearWithARegistry() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasSingleBean(SignalingMeters.class)
				.hasSingleBean(OriginMeters.class)
				.doesNotHaveBean(SwarmMeters.class));
	}

	@Test
	void swarmsAreMeasuredWhereTheMatchmakerIsOurs() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PeerConnectSwarmAutoConfiguration.class,
					PeerConnectMetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				context.getBean(Matchmaker.class).enter(new PeerId("node-alice"), new Location("here", null, null));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("peerconnect.swarm.peers").gauge().value()).isEqualTo(1);
				assertThat(registry.get("peerconnect.swarms").gauge().value()).isZero();
			});
	}

	@Test
	void metersNeedNoMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SignalingServer.class));
	}

	@Test
	void signalingStaysAwayWhereThereAreNoWebSockets() {
		this.runner.withClassLoader(new FilteredClassLoader("jakarta.websocket", "org.apache.tomcat.websocket"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SignalingServer.class));
	}

	@Test
	void disabledLeavesNoTrace() {
		this.runner.withPropertyValues("peerconnect.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SignalingServer.class)
				.doesNotHaveBean(TaskScheduler.class)
				.doesNotHaveBean(SignalingMeters.class));
	}

	@Test
	void applicationWithoutWebIsLeftAlone() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SignalingServer.class));
	}

	@Test
	void relayWithTurnServerIsAccepted() {
		this.runner
			.withPropertyValues("peerconnect.ice.policy=relay", "peerconnect.ice.turn-secret=north",
					"peerconnect.ice.servers[0].urls=turn:turn.example.org:3478?transport=udp")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource({ "ice.policy=relay, Only a TURN server can relay", "ice.turn-lifetime=5s, Use '1m' or more",
			"ice.servers[0].urls=https://example.org, Use a url such as",
			"ice.servers[0].urls=turn:turn.example.org, Browsers refuse a TURN server without credentials",
			"ice.servers[0].username=bob, Name at least one url", "signaling.heartbeat=0s, Use a duration from '1s'",
			"signaling.hello-timeout=2d, Use a duration from '1s'",
			"signaling.resume-grace=-1s, Use a duration from '0s'", "signaling.send-buffer=1KB, Use '64KB' or more",
			"signaling.max-sessions=0, Use 1 or more",
			"signaling.allowed-origins=https://example.org/shop, Use the scheme and host" })
	void wrongPropertiesAreExplained(String property, String remedy) {
		this.runner.withPropertyValues("peerconnect." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("peerconnect." + property.substring(0, property.indexOf('.')))
				.hasMessageContaining(remedy));
	}

	static class NoAssets implements AssetCatalogue {

		@Override
		public @Nullable Asset findByPath(AssetPath path) {
			return null;
		}

		@Override
		public @Nullable Asset findByDigest(Digest digest) {
			return null;
		}

	}

}
