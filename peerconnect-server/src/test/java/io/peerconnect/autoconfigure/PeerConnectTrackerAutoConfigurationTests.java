package io.peerconnect.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.peerconnect.geo.GeoLocator;
import io.peerconnect.observe.TrackerMeters;
import io.peerconnect.token.JoinTokens;
import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.torrent.TorrentListener;
import io.peerconnect.tracker.TrackerRefusal;
import io.peerconnect.tracker.TrackerServer;
import io.peerconnect.tracker.Transport;
import io.peerconnect.websocket.HandshakeRefusal;
import io.peerconnect.websocket.OriginPolicy;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PeerConnectTrackerAutoConfiguration}.
 */
class PeerConnectTrackerAutoConfigurationTests {

	private final WebApplicationContextRunner withoutVideos = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PeerConnectTrackerAutoConfiguration.class))
		.withBean(OriginPolicy.class, () -> mock(OriginPolicy.class))
		.withBean(JoinTokens.class, () -> mock(JoinTokens.class))
		.withBean(GeoLocator.class, () -> mock(GeoLocator.class));

	private final WebApplicationContextRunner runner = this.withoutVideos.withBean(TorrentLibrary.class,
			() -> mock(TorrentLibrary.class));

	@Test
	void siteWithVideosIsATracker() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(TorrentListener.class);
			assertThat(context.getBean(TrackerServer.class).isRunning()).isTrue();
			assertThat(context.getBean(SimpleUrlHandlerMapping.class).getUrlMap())
				.containsOnlyKeys("/peerconnect/tracker", "/peerconnect/announce", "/peerconnect/scrape");
		});
	}

	@Test
	void siteWithoutVideosIsNone() {
		this.withoutVideos.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(TrackerServer.class)
				.doesNotHaveBean(TrackerMeters.class));
	}

	@ParameterizedTest
	@CsvSource({ "peerconnect.enabled", "peerconnect.video.tracker.enabled" })
	void trackerCanBeTurnedOff(String property) {
		this.runner.withPropertyValues(property + "=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TrackerServer.class));
	}

	@Test
	void httpTrackerIsForDesktopClients() {
		this.runner.withPropertyValues("peerconnect.video.tracker.desktop-clients=false")
			.run((context) -> assertThat(context.getBean(SimpleUrlHandlerMapping.class).getUrlMap())
				.containsOnlyKeys("/peerconnect/tracker"));
	}

	@Test
	void trackerIsMeasuredWhereThereIsARegistry() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			TrackerMeters meters = context.getBean(TrackerMeters.class);
			meters.announced(Transport.HTTP);
			meters.relayedOffers(5);
			meters.relayedAnswer();
			meters.refused(TrackerRefusal.UNKNOWN_TORRENT);
			meters.handshakeRefused(HandshakeRefusal.TOKEN);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("peerconnect.tracker.announces").tag("transport", "http").counter().count())
				.isEqualTo(1);
			assertThat(registry.get("peerconnect.tracker.announces").tag("transport", "websocket").counter().count())
				.isZero();
			assertThat(registry.get("peerconnect.tracker.relayed").tag("type", "offer").counter().count()).isEqualTo(5);
			assertThat(registry.get("peerconnect.tracker.relayed").tag("type", "answer").counter().count())
				.isEqualTo(1);
			assertThat(registry.get("peerconnect.tracker.refusals").tag("code", "unknown-torrent").counter().count())
				.isEqualTo(1);
			assertThat(registry.get("peerconnect.tracker.refusals").tag("code", "handshake-token").counter().count())
				.isEqualTo(1);
			assertThat(registry.get("peerconnect.tracker.peers").tag("transport", "websocket").gauge().value())
				.isZero();
			assertThat(registry.get("peerconnect.tracker.swarms").gauge().value()).isZero();
		});
	}

	@Test
	void metersNeedNoMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(TrackerServer.class));
	}

	@ParameterizedTest
	@CsvSource({ "interval=59s, Use a duration from '60s' to '1h'", "http-interval=2h, Use a duration from '60s'",
			"heartbeat=0s, Use a duration from '1s'", "max-connections=0, Use 1 or more",
			"max-peers-per-swarm=1, one peer has nobody to meet", "messages-burst=5, Use 20 or more",
			"send-buffer=1KB, Use '64KB' or more" })
	void wrongPropertiesAreExplained(String property, String remedy) {
		this.runner.withPropertyValues("peerconnect.video.tracker." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("peerconnect.video.tracker." + property.substring(0, property.indexOf('=')))
				.hasMessageContaining(remedy));
	}

}
