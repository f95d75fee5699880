package io.peerconnect.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.peerconnect.lease.Audiences;
import io.peerconnect.lease.JoinableVideos;
import io.peerconnect.lease.LeaseRules;
import io.peerconnect.lease.VideoReceiver;
import io.peerconnect.page.ClientScripts;
import io.peerconnect.page.ScriptHandler;
import io.peerconnect.page.SharedVideos;
import io.peerconnect.page.VideoSettings;
import io.peerconnect.signaling.PeerDirectory;
import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.torrent.VideoRoutes;
import jakarta.websocket.server.ServerContainer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.util.UriUtils;

/**
 * Auto-configuration for videos in pages, in sites whose tracker lets browsers meet.
 */
@AutoConfiguration(after = { PeerConnectPageAutoConfiguration.class, PeerConnectSignalingAutoConfiguration.class,
		PeerConnectTorrentAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(ServerContainer.class)
@ConditionalOnBean({ TorrentLibrary.class, VideoRoutes.class })
@ConditionalOnBooleanProperty(
		name = { "peerconnect.enabled", "peerconnect.video.tracker.enabled", "peerconnect.video.player.enabled" },
		matchIfMissing = true)
@EnableConfigurationProperties({ PeerConnectProperties.class, PlayerProperties.class })
public final class PeerConnectPlayerAutoConfiguration {

	@Bean
	Audiences peerConnectAudiences(PeerConnectProperties shared, PlayerProperties properties, TorrentLibrary library,
			PeerDirectory peers) {
		return new Audiences(library, new LeaseRules(shared.threshold(), properties.lease()), peers::isPresent,
				peers::send, Clock.systemUTC());
	}

	@Bean
	VideoReceiver peerConnectVideoReceiver(Audiences audiences) {
		return new VideoReceiver(audiences);
	}

	@Bean
	SharedVideos peerConnectSharedVideos(PlayerProperties properties, VideoRoutes routes, Audiences audiences) {
		VideoSettings settings = new VideoSettings(properties.readAhead(), properties.urgent(),
				properties.storeSize().toBytes());
		List<String> paths = routes.routes()
			.stream()
			.map((route) -> UriUtils.encodePath(route.path() + "/", StandardCharsets.UTF_8))
			.toList();
		return new SharedVideos(settings, paths, new JoinableVideos(audiences, Clock.systemUTC()));
	}

	@Bean
	SimpleUrlHandlerMapping peerConnectPlayerHandlerMapping(PeerConnectProperties shared, ClientScripts scripts) {
		return new SimpleUrlHandlerMapping(
				Map.of(shared.path() + "/video.{hash}.js", ScriptHandler.video(scripts),
						shared.path() + "/swarm-player.{hash}.js", ScriptHandler.player(scripts)),
				Ordered.HIGHEST_PRECEDENCE + 100);
	}

}
