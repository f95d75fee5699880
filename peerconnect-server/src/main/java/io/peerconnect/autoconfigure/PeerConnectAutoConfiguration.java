package io.peerconnect.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration that says at start what PeerConnect does, or that it does nothing.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
public final class PeerConnectAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@EnableConfigurationProperties(PeerConnectProperties.class)
	static class Servlet {

		@Bean
		StartReport peerConnectStartReport(PeerConnectProperties properties) {
			return StartReport.on(properties);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class Reactive {

		@Bean
		StartReport peerConnectStartReport() {
			return StartReport.off("a WebFlux application");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnNotWebApplication
	static class NoWeb {

		@Bean
		StartReport peerConnectStartReport() {
			return StartReport.off("no web application");
		}

	}

}
