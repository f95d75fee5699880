package io.peerconnect.autoconfigure;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.websocket.server.ServerContainer;
import org.apache.tomcat.websocket.server.WsSci;

import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.geo.GeoLocator;
import io.peerconnect.protocol.MessageHints;
import io.peerconnect.signaling.AssetRevoker;
import io.peerconnect.signaling.IceServers;
import io.peerconnect.signaling.MatchAnnouncer;
import io.peerconnect.signaling.MessageReceiver;
import io.peerconnect.signaling.PeerDirectory;
import io.peerconnect.signaling.SignalingObserver;
import io.peerconnect.signaling.SignalingServer;
import io.peerconnect.signaling.SignalingSettings;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.token.JoinTokens;
import io.peerconnect.websocket.OriginPolicy;
import io.peerconnect.websocket.Rate;
import io.peerconnect.websocket.SocketUpgrade;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Auto-configuration for signalling. The endpoint has a handler mapping of its own and
 * needs no {@code @EnableWebSocket}, so that the site's WebSocket configuration, or its
 * absence, stays as it is.
 */
@AutoConfiguration(after = PeerConnectMetricsAutoConfiguration.class,
		afterName = { "org.springframework.boot.task.autoconfigure.TaskSchedulingAutoConfiguration",
				"org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(ServerContainer.class)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
@ImportRuntimeHints(MessageHints.class)
@EnableConfigurationProperties({ PeerConnectProperties.class, SignalingProperties.class, IceProperties.class })
@Import(SchedulerConfiguration.class)
public final class PeerConnectSignalingAutoConfiguration {

	/* Ahead of the site's controllers, one of which may answer everything. */
	private static final int MAPPING_ORDER = -1;

	@Bean
	PeerDirectory peerConnectPeerDirectory() {
		return new PeerDirectory();
	}

	@Bean
	MatchAnnouncer peerConnectMatchAnnouncer(PeerDirectory peers, ObjectProvider<AssetCatalogue> assets,
			ObjectProvider<SignalingObserver> observers) {
		return new MatchAnnouncer(peers, assets::getObject, observer(observers));
	}

	@Bean
	AssetRevoker peerConnectAssetRevoker(PeerDirectory peers, ObjectProvider<Matchmaker> matchmaker) {
		return new AssetRevoker(peers, matchmaker::getObject);
	}

	@Bean
	IceServers peerConnectIceServers(IceProperties properties) {
		return new IceServers(properties.servers().stream().map(IceProperties.Server::toIceServer).toList(),
				properties.policy(), properties.turnSecret(), properties.turnLifetime(), Clock.systemUTC());
	}

	@Bean
	SignalingServer peerConnectSignalingServer(SignalingProperties properties, PeerDirectory peers, JoinTokens tokens,
			AssetCatalogue assets, Matchmaker matchmaker, MatchAnnouncer announcer, GeoLocator geo,
			IceServers iceServers, ObjectProvider<MessageReceiver<?>> receivers,
			ObjectProvider<SignalingObserver> observers, @Qualifier("peerConnectScheduler") TaskScheduler scheduler) {
		return new SignalingServer(settings(properties), peers, tokens, assets, matchmaker, announcer, geo, iceServers,
				receivers.orderedStream().toList(), observer(observers), scheduler, Clock.systemUTC());
	}

	@Bean
	OriginPolicy peerConnectOriginPolicy(PeerConnectProperties shared, SignalingProperties properties) {
		Set<String> allowed = new TreeSet<>();
		properties.allowedOrigins().forEach((origin) -> allowed.add(origin.toString()));
		if (shared.domainName() != null) {
			allowed.add(shared.domainName().toString());
		}
		return new OriginPolicy(allowed);
	}

	@Bean
	HandlerMapping peerConnectSignalingMapping(SignalingServer server, OriginPolicy origins,
			PeerConnectProperties shared, ObjectProvider<SocketUpgrade> upgrades) {
		return new SimpleUrlHandlerMapping(
				Map.of(shared.path() + "/signaling", server.handshake(origins, upgrades.orderedStream().toList())),
				MAPPING_ORDER);
	}

	private static SignalingSettings settings(SignalingProperties properties) {
		return new SignalingSettings(properties.maxSessions(), properties.maxSessionsPerAddress(),
				properties.helloTimeout(), properties.resumeGrace(), properties.heartbeat(),
				new Rate(properties.messagesPerSecond(), properties.messagesBurst()),
				Rate.of(properties.messagesPerSecondPerAddress(), 8),
				Rate.of(properties.wantsPerSecondPerAddress(), 16), (int) properties.sendBuffer().toBytes());
	}

	private static SignalingObserver observer(ObjectProvider<SignalingObserver> observers) {
		return SignalingObserver.all(observers.orderedStream().toList());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ TomcatWebServer.class, ConfigurableTomcatWebServerFactory.class, WsSci.class })
	static class TomcatConfiguration {

		@Bean
		TomcatConnectionsHint peerConnectTomcatConnectionsHint(SignalingProperties properties) {
			return new TomcatConnectionsHint(properties.maxSessions());
		}

		@Bean
		@ConditionalOnBooleanProperty("peerconnect.signaling.tune-container")
		TomcatTuning peerConnectTomcatTuning() {
			return new TomcatTuning();
		}

	}

}
