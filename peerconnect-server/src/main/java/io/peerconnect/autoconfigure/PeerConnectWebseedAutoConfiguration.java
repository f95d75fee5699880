package io.peerconnect.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.peerconnect.asset.OriginObserver;
import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.torrent.VideoRoutes;
import io.peerconnect.webseed.PackedVideos;
import io.peerconnect.webseed.RoutedVideos;
import io.peerconnect.webseed.VideoMapping;
import io.peerconnect.webseed.Webseed;
import io.peerconnect.webseed.WebseedObserver;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Auto-configuration for serving the videos' own URLs, in sites that have a
 * {@link TorrentLibrary}.
 */
@AutoConfiguration(after = PeerConnectTorrentAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
@ConditionalOnBean(TorrentLibrary.class)
@EnableConfigurationProperties({ PeerConnectProperties.class, SignalingProperties.class, WebseedProperties.class })
public final class PeerConnectWebseedAutoConfiguration {

	/* Ahead of the site's controllers, one of which may answer everything. */
	private static final int MAPPING_ORDER = -1;

	private static final Duration DEFAULT_PERIOD = Duration.ofHours(1);

	private static final Duration PREFLIGHT_MAX_AGE = Duration.ofHours(1);

	@Bean
	@ConditionalOnMissingBean
	PackedVideos peerConnectPackedVideos(ObjectProvider<VideoRoutes> routes, ResourceLoader loader) {
		return new RoutedVideos(routes.getIfAvailable(() -> new VideoRoutes(List.of())), loader);
	}

	@Bean
	Webseed peerConnectWebseed(WebseedProperties properties, PackedVideos packed,
			ObjectProvider<WebProperties> webProperties, ObjectProvider<WebseedObserver> observers,
			ObjectProvider<OriginObserver> originObservers) {
		OriginObserver origin = OriginObserver.all(originObservers.orderedStream().toList());
		List<WebseedObserver> all = new ArrayList<>(observers.orderedStream().toList());
		all.add((torrent, from, to, request) -> origin.served(torrent.mediaType(), to - from));
		return new Webseed(packed, cacheControl(webProperties.getIfAvailable(WebProperties::new)),
				properties.accelPath(), WebseedObserver.all(all));
	}

	/* What the site says of its other files holds for its videos. */
	private static String cacheControl(WebProperties properties) {
		WebProperties.Resources.Cache cache = properties.getResources().getCache();
		CacheControl configured = cache.getCachecontrol().toHttpCacheControl();
		if (configured != null) {
			return String.valueOf(configured.getHeaderValue());
		}
		Duration period = (cache.getPeriod() != null) ? cache.getPeriod() : DEFAULT_PERIOD;
		CacheControl usual = (period.toSeconds() > 0) ? CacheControl.maxAge(period).cachePublic()
				: CacheControl.noStore();
		return String.valueOf(usual.getHeaderValue());
	}

	@Bean
	VideoMapping peerConnectVideoMapping(TorrentLibrary library, Webseed webseed, PeerConnectProperties shared,
			SignalingProperties signaling, ObjectProvider<HandlerMapping> mappings) {
		VideoMapping mapping = new VideoMapping(library, webseed, cors(shared, signaling),
				SingletonSupplier.of(() -> mappings.orderedStream().toList()));
		mapping.setOrder(MAPPING_ORDER);
		return mapping;
	}

	/* The pages that may take part in the swarm may read the videos, too. */
	private static CorsConfiguration cors(PeerConnectProperties shared, SignalingProperties signaling) {
		CorsConfiguration cors = new CorsConfiguration();
		signaling.allowedOrigins().forEach((origin) -> cors.addAllowedOrigin(origin.toString()));
		if (shared.domainName() != null) {
			cors.addAllowedOrigin(shared.domainName().toString());
		}
		cors.setAllowedMethods(List.of("GET", "HEAD"));
		cors.setAllowedHeaders(List.of(HttpHeaders.RANGE, HttpHeaders.IF_RANGE, HttpHeaders.IF_MATCH,
				HttpHeaders.IF_NONE_MATCH, HttpHeaders.IF_MODIFIED_SINCE, HttpHeaders.IF_UNMODIFIED_SINCE));
		cors.setExposedHeaders(List.of(HttpHeaders.ACCEPT_RANGES, HttpHeaders.CONTENT_LENGTH, HttpHeaders.CONTENT_RANGE,
				HttpHeaders.ETAG, HttpHeaders.LAST_MODIFIED));
		cors.setMaxAge(PREFLIGHT_MAX_AGE);
		return cors;
	}

}
