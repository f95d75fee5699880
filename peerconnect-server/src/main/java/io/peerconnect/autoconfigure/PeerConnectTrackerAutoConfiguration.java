package io.peerconnect.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import io.micrometer.core.instrument.MeterRegistry;
import io.peerconnect.geo.GeoLocator;
import io.peerconnect.observe.TrackedPeerMeters;
import io.peerconnect.observe.TrackerMeters;
import io.peerconnect.token.JoinTokens;
import io.peerconnect.torrent.SeederAddress;
import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.tracker.TrackerObserver;
import io.peerconnect.tracker.TrackerServer;
import io.peerconnect.tracker.TrackerSettings;
import io.peerconnect.websocket.OriginPolicy;
import io.peerconnect.websocket.Rate;
import io.peerconnect.websocket.SocketUpgrade;
import jakarta.websocket.server.ServerContainer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Auto-configuration for the tracker, in sites that have a {@link TorrentLibrary}.
 */
@AutoConfiguration(
		after = { PeerConnectMetricsAutoConfiguration.class, PeerConnectSignalingAutoConfiguration.class,
				PeerConnectGeoAutoConfiguration.class, PeerConnectTokenAutoConfiguration.class },
		afterName = "io.peerconnect.autoconfigure.PeerConnectTorrentAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(ServerContainer.class)
@ConditionalOnBean(TorrentLibrary.class)
@ConditionalOnBooleanProperty(name = { "peerconnect.enabled", "peerconnect.video.tracker.enabled" },
		matchIfMissing = true)
@EnableConfigurationProperties({ PeerConnectProperties.class, TrackerProperties.class })
@Import(SchedulerConfiguration.class)
public final class PeerConnectTrackerAutoConfiguration {

	/* Ahead of the site's controllers, one of which may answer everything. */
	private static final int MAPPING_ORDER = -1;

	private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

	private static final Duration MIN_INTERVAL = Duration.ofMinutes(1);

	@Bean
	TrackerServer peerConnectTrackerServer(TrackerProperties properties, TorrentLibrary library, JoinTokens tokens,
			GeoLocator geo, ObjectProvider<SeederAddress> seeder, ObjectProvider<TrackerObserver> observer,
			@Qualifier("peerConnectScheduler") TaskScheduler scheduler) {
		return new TrackerServer(settings(properties), library, tokens, geo, seeder.getIfAvailable(),
				observer.getIfAvailable(() -> TrackerObserver.NONE), scheduler, Clock.systemUTC(), RANDOM);
	}

	@Bean
	HandlerMapping peerConnectTrackerMapping(TrackerServer server, OriginPolicy origins, PeerConnectProperties shared,
			TrackerProperties properties, ObjectProvider<SocketUpgrade> upgrades) {
		Map<String, HttpRequestHandler> handlers = new HashMap<>();
		handlers.put(shared.path() + "/tracker", server.handshake(origins, upgrades.orderedStream().toList()));
		if (properties.desktopClients()) {
			handlers.put(shared.path() + "/announce", server.announceHandler());
			handlers.put(shared.path() + "/scrape", server.scrapeHandler());
		}
		return new SimpleUrlHandlerMapping(handlers, MAPPING_ORDER);
	}

	private static TrackerSettings settings(TrackerProperties properties) {
		TrackerSettings.Web web = new TrackerSettings.Web(properties.interval(), properties.maxConnections(),
				properties.maxConnectionsPerAddress(), properties.maxSwarmsPerConnection(), properties.heartbeat(),
				new Rate(properties.messagesPerSecond(), properties.messagesBurst()),
				(int) properties.sendBuffer().toBytes());
		TrackerSettings.Http http = new TrackerSettings.Http(properties.httpInterval(), MIN_INTERVAL,
				properties.maxPeersPerAddress());
		return new TrackerSettings(web, http, properties.maxAnnouncesPerSecond(), properties.maxPeersPerSwarm(),
				Rate.of(properties.messagesPerSecondPerAddress(), 8), properties.desktopClients(),
				properties.scrapeAll());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@ConditionalOnBean(MeterRegistry.class)
	static class MetersConfiguration {

		@Bean
		TrackerMeters peerConnectTrackerMeters(MeterRegistry registry) {
			return new TrackerMeters(registry);
		}

		@Bean
		TrackedPeerMeters peerConnectTrackedPeerMeters(MeterRegistry registry, TrackerServer server) {
			return new TrackedPeerMeters(registry, server::statistics);
		}

	}

}
