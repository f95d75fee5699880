package io.peerconnect.autoconfigure;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import bt.bencoding.types.BEMap;
import io.peerconnect.asset.AssetExclusion;
import io.peerconnect.page.RequestOrigin;
import io.peerconnect.torrent.LibrarySettings;
import io.peerconnect.torrent.MetainfoFormat;
import io.peerconnect.torrent.SiteUrls;
import io.peerconnect.torrent.TorrentHandler;
import io.peerconnect.torrent.TorrentIndexHandler;
import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.torrent.TorrentListener;
import io.peerconnect.torrent.TorrentStore;
import io.peerconnect.torrent.VideoRoute;
import io.peerconnect.torrent.VideoRoutes;
import io.peerconnect.torrent.WatchedTorrentLibrary;
import io.peerconnect.torrent.bt.BencodedMetainfo;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.system.ApplicationTemp;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.util.ResourceUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Auto-configuration for the torrents of the site's videos.
 */
@AutoConfiguration(after = PeerConnectPageAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
@ConditionalOnVideoRoute
@EnableConfigurationProperties({ PeerConnectProperties.class, VideoProperties.class })
public final class PeerConnectTorrentAutoConfiguration {

	private static final String TORRENT_ROUTE = "peerconnect.torrent-route";

	private static final String[] STATIC_LOCATIONS = { "classpath:/META-INF/resources/", "classpath:/resources/",
			"classpath:/static/", "classpath:/public/" };

	@Bean
	VideoRoutes peerConnectVideoRoutes(PeerConnectProperties properties, ResourcePatternResolver resolver,
			Environment environment, ObjectProvider<DispatcherServletPath> dispatcherServletPath) {
		String[] staticLocations = environment.getProperty("spring.web.resources.static-locations", String[].class,
				STATIC_LOCATIONS);
		String staticPath = environment.getProperty("spring.mvc.static-path-pattern", "/**");
		VideoRoutes routes = new VideoRouteParser(resolver, List.of(staticLocations), staticPath)
			.parse(properties.videoRoute());
		DispatcherServletPath servlet = dispatcherServletPath.getIfAvailable();
		return (servlet != null)
				? new VideoRoutes(routes.routes().stream().map((route) -> inside(servlet, route)).toList()) : routes;
	}

	private static VideoRoute inside(DispatcherServletPath servlet, VideoRoute route) {
		return new VideoRoute(servlet.getPrefix() + route.path(), route.location(), route.folder(), route.pattern());
	}

	@Bean
	@ConditionalOnMissingBean
	TorrentStore peerConnectTorrentStore(PeerConnectProperties properties, ObjectProvider<MetainfoFormat> format) {
		String route = properties.torrentRoute();
		TorrentStore store = new TorrentStore(folder(route).resolve("torrents"), format.getIfAvailable(() -> {
			throw new InvalidConfigurationPropertyValueException("peerconnect.video-route", properties.videoRoute(),
					"Torrents are made with bt, which is not on the class path. Add 'com.github.atomashpolskiy:bt-core' "
							+ "1.10, or remove the property.");
		}));
		try {
			store.checkWritable();
		}
		catch (IOException ex) {
			throw new InvalidConfigurationPropertyValueException(TORRENT_ROUTE, (route != null) ? route : "",
					"Torrents cannot be kept in " + store + " (" + ex
							+ "). Name a folder that the application may write to and that has room.",
					ex);
		}
		return store;
	}

	private static Path folder(@Nullable String route) {
		if (route == null) {
			return new ApplicationTemp(PeerConnectTorrentAutoConfiguration.class).getDir("peerconnect").toPath();
		}
		try {
			File folder = ResourceUtils.getFile(route.strip());
			return folder.toPath().toAbsolutePath();
		}
		catch (FileNotFoundException | IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(TORRENT_ROUTE, route,
					"It is no folder of a file system. Use a path such as '/srv/site'.", ex);
		}
	}

	@Bean
	@ConditionalOnMissingBean(TorrentLibrary.class)
	WatchedTorrentLibrary peerConnectTorrentLibrary(PeerConnectProperties properties, VideoProperties video,
			VideoRoutes routes, ResourcePatternResolver resolver, TorrentStore store,
			ObjectProvider<TorrentListener> listeners) {
		Integer threads = video.hashingThreads();
		LibrarySettings settings = new LibrarySettings(properties.mediaTypes(), properties.excludeFormats(),
				video.minSize().toBytes(), video.minAudioSize().toBytes(), video.settleTime(), video.rescanInterval(),
				(threads != null) ? threads : Runtime.getRuntime().availableProcessors());
		return new WatchedTorrentLibrary(routes.routes(), resolver, store, settings, listeners, Clock.systemUTC());
	}

	@Bean
	AssetExclusion peerConnectVideoExclusion(ObjectProvider<WatchedTorrentLibrary> watched,
			ObjectProvider<TorrentLibrary> library) {
		WatchedTorrentLibrary ours = watched.getIfAvailable();
		TorrentLibrary any = library.getObject();
		return (ours != null) ? ours::isVideo : (path) -> any.findByPath(path) != null;
	}

	@Bean
	@ConditionalOnMissingBean
	SiteUrls peerConnectSiteUrls(PeerConnectProperties properties, RequestOrigin origin,
			ObjectProvider<DispatcherServletPath> dispatcherServletPath) {
		DispatcherServletPath servlet = dispatcherServletPath.getIfAvailable();
		String path = properties.path();
		return new SiteUrls(origin::of, (servlet != null) ? servlet.getRelativePath(path) : path);
	}

	@Bean
	@ConditionalOnBean(WatchedTorrentLibrary.class)
	SimpleUrlHandlerMapping peerConnectTorrentHandlerMapping(PeerConnectProperties properties, VideoProperties video,
			TorrentLibrary library, TorrentStore store, SiteUrls urls) {
		Map<String, HttpRequestHandler> handlers = new HashMap<>();
		handlers.put(properties.path() + "/torrents/{file}", new TorrentHandler(library, store, urls));
		if (video.index()) {
			handlers.put(properties.path() + "/torrents", new TorrentIndexHandler(library, urls));
		}
		return new SimpleUrlHandlerMapping(handlers, Ordered.HIGHEST_PRECEDENCE + 100);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(BEMap.class)
	static class Encoding {

		@Bean
		@ConditionalOnMissingBean(MetainfoFormat.class)
		BencodedMetainfo peerConnectMetainfoFormat() {
			return new BencodedMetainfo();
		}

	}

}
