package io.peerconnect.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;

import io.peerconnect.observe.LibraryMeters;
import io.peerconnect.observe.OriginMeters;
import io.peerconnect.observe.RoomMeters;
import io.peerconnect.observe.SeederMeters;
import io.peerconnect.observe.SignalingMeters;
import io.peerconnect.observe.SwarmMeters;
import io.peerconnect.swarm.LocalMatchmaker;
import io.peerconnect.torrent.Seeder;
import io.peerconnect.torrent.WatchedTorrentLibrary;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for meters, in sites that have a {@link MeterRegistry}.
 */
@AutoConfiguration(
		after = { PeerConnectSwarmAutoConfiguration.class, PeerConnectTorrentAutoConfiguration.class,
				PeerConnectSeederAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
public final class PeerConnectMetricsAutoConfiguration {

	@Bean
	SignalingMeters peerConnectSignalingMeters(MeterRegistry registry) {
		return new SignalingMeters(registry);
	}

	@Bean
	OriginMeters peerConnectOriginMeters(MeterRegistry registry) {
		return new OriginMeters(registry);
	}

	@Bean
	@ConditionalOnBean(LocalMatchmaker.class)
	SwarmMeters peerConnectSwarmMeters(MeterRegistry registry, LocalMatchmaker matchmaker) {
		return new SwarmMeters(registry, matchmaker::statistics);
	}

	@Bean
	@ConditionalOnBooleanProperty("peerconnect.rooms.enabled")
	RoomMeters peerConnectRoomMeters(MeterRegistry registry) {
		return new RoomMeters(registry);
	}

	@Bean
	@ConditionalOnBean(WatchedTorrentLibrary.class)
	LibraryMeters peerConnectLibraryMeters(MeterRegistry registry, WatchedTorrentLibrary library) {
		return new LibraryMeters(registry, library::statistics);
	}

	@Bean
	@ConditionalOnBean(Seeder.class)
	SeederMeters peerConnectSeederMeters(MeterRegistry registry, Seeder seeder) {
		return new SeederMeters(registry, seeder::statistics);
	}

}
