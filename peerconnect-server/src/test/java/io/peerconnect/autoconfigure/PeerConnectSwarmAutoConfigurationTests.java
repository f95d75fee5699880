package io.peerconnect.autoconfigure;

import java.util.List;
import java.util.Set;

import io.peerconnect.asset.Digest;
import io.peerconnect.geo.Location;
import io.peerconnect.swarm.Holding;
import io.peerconnect.swarm.LocalMatchmaker;
import io.peerconnect.swarm.Match;
import io.peerconnect.swarm.MatchListener;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.swarm.PeerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PeerConnectSwarmAutoConfiguration}.
 */
class PeerConnectSwarmAutoConfigurationTests {

	private static final Digest LION = Digest.of(new byte[32]);

	private static final PeerId ALICE = new PeerId("node-alice");

	private static final PeerId BOB = new PeerId("node-bob");

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PeerConnectSwarmAutoConfiguration.class));

	@Test
	void matchesByTheConfiguredThreshold() {
		this.runner.withPropertyValues("peerconnect.threshold=1").run((context) -> {
			Matchmaker matchmaker = context.getBean(Matchmaker.class);
			Location here = new Location("here", null, null);
			matchmaker.enter(ALICE, here);
			matchmaker.setSharing(ALICE, true);
			matchmaker.have(ALICE, List.of(LION), Holding.COMPLETE);
			matchmaker.enter(BOB, here);
			assertThat(matchmaker.want(BOB, List.of(LION), Set.of())).first()
				.extracting(Match::peers)
				.isEqualTo(List.of(ALICE));
		});
	}

	@Test
	void isOffWhenPeerConnectIsOff() {
		this.runner.withPropertyValues("peerconnect.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Matchmaker.class));
	}

	@Test
	void isOffInNonWebApplications() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(PeerConnectSwarmAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(Matchmaker.class));
	}

	@Test
	void backsOffForTheSitesOwnBeans() {
		this.runner.withBean(Matchmaker.class, () -> mock(Matchmaker.class))
			.withBean(PeerRegistry.class, () -> mock(PeerRegistry.class))
			.run((context) -> assertThat(context).hasSingleBean(Matchmaker.class)
				.hasSingleBean(PeerRegistry.class)
				.doesNotHaveBean(LocalMatchmaker.class));
	}

	@Test
	void listenerMayNeedTheMatchmaker() {
		this.runner.withUserConfiguration(ListenerConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(MatchListener.class));
	}

	@ParameterizedTest
	@CsvSource({ "sources, 0", "max-peers, 2", "uploads-per-peer, 0", "promise-timeout, 0s", "burst-window, -1s",
			"burst-window, 31s", "max-assets-per-peer, 0", "max-peers-per-swarm, 0" })
	void wrongValueStopsTheApplicationAndIsNamed(String name, String value) {
		this.runner.withPropertyValues("peerconnect.swarm." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("peerconnect.swarm." + name)));
	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerConfiguration {

		@Bean
		MatchListener matchListener(Matchmaker matchmaker) {
			return (receiver, match) -> matchmaker.isActive(match.asset());
		}

	}

}
