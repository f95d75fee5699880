package io.peerconnect.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration that says at start what PeerConnect does, or that it does nothing.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
public final class PeerConnectAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@EnableConfigurationProperties({ PeerConnectProperties.class, ImagesProperties.class, ConsentProperties.class,
			GeoProperties.class, IceProperties.class })
	static class Servlet {

		@Bean
		StartReport peerConnectStartReport(PeerConnectProperties properties, ImagesProperties images,
				ConsentProperties consent, GeoProperties geo, IceProperties ice) {
			return StartReport.on(properties, images, consent, geo, ice);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(NoServletApplication.class)
	static class Elsewhere {

		@Bean
		StartReport peerConnectStartReport() {
			return StartReport.off();
		}

	}

	static class NoServletApplication extends NoneNestedConditions {

		NoServletApplication() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnWebApplication(type = Type.SERVLET)
		static class ServletApplication {

		}

	}

}
