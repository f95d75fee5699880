package io.peerconnect.autoconfigure;

import java.util.EnumSet;
import java.util.Map;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.page.ActiveSwarms;
import io.peerconnect.page.ClientScripts;
import io.peerconnect.page.ClientSettings;
import io.peerconnect.page.CspNonceSource;
import io.peerconnect.page.HeaderPreviewFilter;
import io.peerconnect.page.PageFilter;
import io.peerconnect.page.PagePaths;
import io.peerconnect.page.Pages;
import io.peerconnect.page.RequestOrigin;
import io.peerconnect.page.ScriptHandler;
import io.peerconnect.page.SharedImages;
import io.peerconnect.page.SharedVideos;
import io.peerconnect.page.TokenHandler;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.token.JoinTokens;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Auto-configuration for the client in pages. Filters stand around Spring Security's, at
 * one before and one after {@code spring.security.filter.order}: the outer lets the inner
 * see the headers that Spring Security writes.
 */
@AutoConfiguration(after = PeerConnectTokenAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ PeerConnectProperties.class, PageProperties.class, ImagesProperties.class,
		ConsentProperties.class, LimitsProperties.class })
@ImportRuntimeHints(PeerConnectPageAutoConfiguration.ScriptHints.class)
public final class PeerConnectPageAutoConfiguration {

	private static final int SECURITY_FILTER_ORDER = -100;

	@Bean
	@ConditionalOnMissingBean
	ActiveSwarms peerConnectActiveSwarms(ObjectProvider<Matchmaker> matchmaker) {
		Matchmaker available = matchmaker.getIfAvailable();
		return (available != null) ? available::isActive : (asset) -> false;
	}

	@Bean
	@ConditionalOnMissingBean
	SharedImages peerConnectSharedImages(PeerConnectProperties properties, ObjectProvider<AssetCatalogue> catalogue,
			ActiveSwarms swarms) {
		boolean shared = properties.mediaTypes().contains("image");
		return new SharedImages(shared ? catalogue.getIfAvailable() : null, swarms, properties.excludeFormats());
	}

	@Bean
	@ConditionalOnMissingBean
	ClientScripts peerConnectClientScripts() {
		return ClientScripts.load(ClientScripts.class.getClassLoader());
	}

	@Bean
	@ConditionalOnMissingBean
	RequestOrigin peerConnectRequestOrigin(PeerConnectProperties properties) {
		return new RequestOrigin((properties.domainName() != null) ? properties.domainName().toString() : null);
	}

	@Bean
	@ConditionalOnMissingBean
	ClientSettings peerConnectClientSettings(PeerConnectProperties properties, ImagesProperties images,
			ConsentProperties consent, LimitsProperties limits) {
		return new ClientSettings(images.mode(), consent.mode(), consent.badge(), properties.foldLoading(),
				properties.mediaTypes(), properties.excludeFormats(),
				new ClientSettings.Deadlines(images.visibleWait(), images.connectTimeout(), images.stall(),
						images.completeAfterStall()),
				new ClientSettings.Limits(limits.uploadRate().toBytes(), limits.uploadTotal().toBytes(),
						limits.uploads(), limits.connections(), limits.uploadWhenHidden(),
						limits.cacheSize().toBytes()));
	}

	@Bean
	@ConditionalOnMissingBean
	Pages peerConnectPages(PeerConnectProperties properties, ImagesProperties imagesProperties, ClientSettings settings,
			ClientScripts scripts, SharedImages images, ObjectProvider<SharedVideos> videos, JoinTokens tokens,
			RequestOrigin origin, ObjectProvider<CspNonceSource> nonceSource,
			ObjectProvider<DispatcherServletPath> dispatcherServletPath) {
		DispatcherServletPath servlet = dispatcherServletPath.getIfAvailable();
		String path = (servlet != null) ? servlet.getRelativePath(properties.path()) : properties.path();
		return new Pages(settings, scripts, path, images, videos.getIfAvailable(),
				imagesProperties.eager(properties.foldLoading()), tokens, origin,
				nonceSource.getIfAvailable(() -> (request) -> null));
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "peerconnect.page.inject", matchIfMissing = true)
	FilterRegistrationBean<HeaderPreviewFilter> peerConnectHeaderPreviewFilter(Environment environment) {
		return register(new HeaderPreviewFilter(), securityFilterOrder(environment) - 1);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "peerconnect.page.inject", matchIfMissing = true)
	FilterRegistrationBean<PageFilter> peerConnectPageFilter(Environment environment, Pages pages,
			PageProperties properties, PeerConnectProperties shared) {
		PagePaths paths = new PagePaths(properties.includePatterns(), properties.excludePatterns(shared.path()));
		return register(new PageFilter(pages, paths), securityFilterOrder(environment) + 1);
	}

	private static int securityFilterOrder(Environment environment) {
		return environment.getProperty("spring.security.filter.order", Integer.class, SECURITY_FILTER_ORDER);
	}

	private static <T extends Filter> FilterRegistrationBean<T> register(T filter, int order) {
		FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(order);
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.ASYNC));
		return registration;
	}

	@Bean
	SimpleUrlHandlerMapping peerConnectPageHandlerMapping(PeerConnectProperties properties, ClientScripts scripts,
			JoinTokens tokens, RequestOrigin origin) {
		String path = properties.path();
		return new SimpleUrlHandlerMapping(
				Map.of(path + "/peerconnect.{hash}.js", ScriptHandler.client(scripts), path + "/worker.js",
						ScriptHandler.worker(scripts), path + "/token", new TokenHandler(tokens, origin)),
				Ordered.HIGHEST_PRECEDENCE + 100);
	}

	@Bean
	PathClashDetector peerConnectPathClashDetector(PeerConnectProperties properties,
			ObjectProvider<RequestMappingHandlerMapping> mappings) {
		return new PathClashDetector("peerconnect.path", properties.path(), mappings);
	}

	static final class ScriptHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern("META-INF/peerconnect/**");
		}

	}

}
