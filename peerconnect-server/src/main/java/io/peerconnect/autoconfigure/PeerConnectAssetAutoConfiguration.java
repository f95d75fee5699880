package io.peerconnect.autoconfigure;

import java.time.Clock;

import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.asset.AssetExclusion;
import io.peerconnect.asset.AssetReplacedListener;
import io.peerconnect.asset.Eligibility;
import io.peerconnect.asset.LearnedAssets;
import io.peerconnect.asset.LearningFilter;
import io.peerconnect.asset.OriginObserver;
import io.peerconnect.asset.SignedInFilter;
import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.servlet.filter.OrderedFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Auto-configuration for learning which files the site has.
 */
@AutoConfiguration(after = PeerConnectAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ PeerConnectProperties.class, AssetsProperties.class })
public final class PeerConnectAssetAutoConfiguration {

	/**
	 * Spring Security is at −100 and hides the headers that it adds from whoever stands
	 * further in. What forwarded headers tell is known from the very first filters on.
	 */
	static final int LEARNING_FILTER_ORDER = OrderedFilter.REQUEST_WRAPPER_FILTER_MAX_ORDER - 115;

	@Bean
	@ConditionalOnMissingBean(AssetCatalogue.class)
	LearnedAssets peerConnectAssetCatalogue(AssetsProperties properties,
			ObjectProvider<AssetReplacedListener> listeners) {
		return new LearnedAssets(properties.maxEntries(), properties.revalidateAfter(), listeners, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnBean(LearnedAssets.class)
	FilterRegistrationBean<LearningFilter> peerConnectLearningFilter(LearnedAssets assets,
			PeerConnectProperties properties, AssetsProperties assetsProperties,
			ObjectProvider<AssetExclusion> exclusions, ObjectProvider<OriginObserver> observers) {
		Eligibility eligibility = new Eligibility(properties.mediaTypes(), properties.excludeFormats(),
				assetsProperties.minSize().toBytes(), assetsProperties.maxSize().toBytes());
		LearningFilter filter = new LearningFilter(assets, eligibility, exclusions.orderedStream().toList(),
				OriginObserver.all(observers.orderedStream().toList()));
		FilterRegistrationBean<LearningFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		registration.setOrder(LEARNING_FILTER_ORDER);
		return registration;
	}

	@Bean
	@ConditionalOnBean(LearnedAssets.class)
	FilterRegistrationBean<SignedInFilter> peerConnectSignedInFilter() {
		FilterRegistrationBean<SignedInFilter> registration = new FilterRegistrationBean<>(new SignedInFilter());
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		registration.setOrder(Ordered.LOWEST_PRECEDENCE);
		return registration;
	}

}
