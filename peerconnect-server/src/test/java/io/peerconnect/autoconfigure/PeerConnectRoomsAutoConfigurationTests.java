package io.peerconnect.autoconfigure;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.geo.GeoLocator;
import io.peerconnect.observe.RoomMeters;
import io.peerconnect.room.PublicList;
import io.peerconnect.room.RoomServer;
import io.peerconnect.signaling.MessageReceiver;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.token.JoinTokens;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PeerConnectRoomsAutoConfiguration}.
 */
class PeerConnectRoomsAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PeerConnectRoomsAutoConfiguration.class,
				PeerConnectSignalingAutoConfiguration.class, PeerConnectPageAutoConfiguration.class,
				PeerConnectMetricsAutoConfiguration.class))
		.withBean(Matchmaker.class, () -> mock(Matchmaker.class))
		.withBean(JoinTokens.class, () -> mock(JoinTokens.class))
		.withBean(GeoLocator.class, () -> mock(GeoLocator.class))
		.withBean(AssetCatalogue.class, () -> mock(AssetCatalogue.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new);

	private final WebApplicationContextRunner withRooms = this.runner
		.withPropertyValues("peerconnect.rooms.enabled=true");

	@Test
	void roomsAreOffByDefaultAndLeaveNoTrace() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(RoomServer.class)
			.doesNotHaveBean(MessageReceiver.class)
			.doesNotHaveBean(RoomMeters.class)
			.doesNotHaveBean(RoomsProperties.class)
			.doesNotHaveBean("peerConnectRoomMapping"));
	}

	@Test
	void roomsRunWhenTheyAreOn() {
		this.withRooms.run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(RoomMeters.class);
			assertThat(context.getBean(RoomServer.class).isRunning()).isTrue();
			assertThat(context.getBean("peerConnectRoomMapping", SimpleUrlHandlerMapping.class).getUrlMap())
				.containsKeys("/peerconnect/rooms", "/peerconnect/relay", "/peerconnect/rooms.js");
		});
	}

	@Test
	void roomsAreOffWithEverythingElse() {
		this.withRooms.withPropertyValues("peerconnect.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RoomServer.class));
	}

	@Test
	void roomsNeedNoMicrometer() {
		this.withRooms.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(RoomServer.class));
	}

	@Test
	void pageMayBeElsewhere() {
		this.withRooms.withPropertyValues("peerconnect.rooms.path=/send", "peerconnect.path=/p2p").run((context) -> {
			Map<String, ?> urls = context.getBean("peerConnectRoomMapping", SimpleUrlHandlerMapping.class).getUrlMap();
			assertThat(urls).containsKeys("/send", "/p2p/relay", "/p2p/rooms.js").doesNotContainKey("/p2p/rooms");
		});
	}

	@Test
	void listIsOffAsYamlSaysIt() {
		this.withRooms.withPropertyValues("peerconnect.rooms.public-list=false")
			.run((context) -> assertThat(context.getBean(RoomsProperties.class).publicList())
				.isEqualTo(PublicList.OFF));
	}

	@ParameterizedTest
	@CsvSource({ "path=rooms, It must start with '/'", "max-rooms=0, Use 1 or more",
			"max-rooms-per-address=0, Use 1 or more", "max-members=1, Use 2 to 50", "max-members=51, Use 2 to 50",
			"code-attempts=0, Use 1 or more", "max-relays=0, Use 1 or more",
			"empty-timeout=2d, Use a duration from 0m to 24h", "max-age=1s, Use a duration from 1m to 720h",
			"code-lifetime=2h, Use a duration from 1m to 1h", "relay-window=1KB, Use a size from 256KB",
			"relay-rate=1B, Use a size from 64KB", "relay-rate-per-room=2GB, to 1024MB" })
	void wrongPropertiesAreExplained(String property, String remedy) {
		this.withRooms.withPropertyValues("peerconnect.rooms." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("peerconnect.rooms." + property.substring(0, property.indexOf('=')))
				.hasMessageContaining(remedy));
	}

}
