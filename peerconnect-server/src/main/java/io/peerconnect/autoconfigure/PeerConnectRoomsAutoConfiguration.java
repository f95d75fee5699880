package io.peerconnect.autoconfigure;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.websocket.server.ServerContainer;
import org.jspecify.annotations.Nullable;

import io.peerconnect.page.RequestOrigin;
import io.peerconnect.page.ScriptModules;
import io.peerconnect.room.PublicList;
import io.peerconnect.room.RelaySettings;
import io.peerconnect.room.RoomObserver;
import io.peerconnect.room.RoomPageHandler;
import io.peerconnect.room.RoomServer;
import io.peerconnect.room.RoomSettings;
import io.peerconnect.signaling.PeerDirectory;
import io.peerconnect.websocket.OriginPolicy;
import io.peerconnect.websocket.Rate;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.util.unit.DataSize;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Auto-configuration for rooms: their messages, the relay, the page and its scripts. Off
 * unless {@code peerconnect.rooms.enabled} is set.
 */
@AutoConfiguration(after = { PeerConnectSignalingAutoConfiguration.class, PeerConnectPageAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(ServerContainer.class)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("peerconnect.rooms.enabled")
@EnableConfigurationProperties({ PeerConnectProperties.class, RoomsProperties.class })
@ImportRuntimeHints(PeerConnectRoomsAutoConfiguration.PageHints.class)
public final class PeerConnectRoomsAutoConfiguration {

	/* Ahead of the site's controllers, one of which may answer everything. */
	private static final int MAPPING_ORDER = -1;

	@Bean
	RoomServer peerConnectRoomServer(RoomsProperties properties, PeerDirectory peers,
			ObjectProvider<RoomObserver> observer, @Qualifier("peerConnectScheduler") TaskScheduler scheduler) {
		return new RoomServer(settings(properties), relaySettings(properties), peers,
				observer.getIfAvailable(() -> RoomObserver.NONE), scheduler, Clock.systemUTC());
	}

	@Bean
	HandlerMapping peerConnectRoomMapping(RoomServer server, OriginPolicy origins, RequestOrigin origin,
			RoomsProperties properties, PeerConnectProperties shared,
			ObjectProvider<DispatcherServletPath> dispatcherServletPath) {
		DispatcherServletPath servlet = dispatcherServletPath.getIfAvailable(() -> () -> "");
		String path = shared.path();
		String rooms = properties.pathBelow(path);
		HttpRequestHandler page = new RoomPageHandler(servlet.getRelativePath(path) + "/rooms.js",
				servlet.getRelativePath(rooms), properties.publicList() != PublicList.OFF, origin);
		Map<String, HttpRequestHandler> handlers = new LinkedHashMap<>(
				ScriptModules.load(ScriptModules.class.getClassLoader(), "rooms").handlersBelow(path));
		handlers.put(path + "/relay", server.relayHandshake(origins));
		handlers.put(rooms, page);
		handlers.put(rooms + "/", page);
		handlers.put(rooms + "/{room:[A-Za-z0-9_-]{22}}", page);
		return new SimpleUrlHandlerMapping(handlers, MAPPING_ORDER);
	}

	@Bean
	@ConditionalOnProperty("peerconnect.rooms.path")
	PathClashDetector peerConnectRoomsPathClashDetector(RoomsProperties properties, PeerConnectProperties shared,
			ObjectProvider<RequestMappingHandlerMapping> mappings) {
		return new PathClashDetector("peerconnect.rooms.path", properties.pathBelow(shared.path()), mappings);
	}

	private static RoomSettings settings(RoomsProperties properties) {
		return new RoomSettings(properties.maxRooms(), properties.maxRoomsPerAddress(), properties.maxMembers(),
				properties.emptyTimeout(), properties.maxAge(), properties.publicList(), properties.codeLifetime(),
				properties.codeAttempts());
	}

	private static RelaySettings relaySettings(RoomsProperties properties) {
		return new RelaySettings(properties.relayEnabled() ? properties.maxRelays() : 0, rate(properties.relayRate()),
				rate(properties.relayRatePerRoom()), (int) properties.relayWindow().toBytes());
	}

	/* Short bursts, or one room would hold up the others. */
	private static Rate rate(DataSize perSecond) {
		return new Rate(perSecond.toBytes(), (int) Math.max(1, perSecond.toBytes() / 8));
	}

	static final class PageHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern("io/peerconnect/room/page.html");
		}

	}

}
