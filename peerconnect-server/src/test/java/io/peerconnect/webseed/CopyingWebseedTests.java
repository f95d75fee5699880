package io.peerconnect.webseed;

import org.junit.jupiter.api.Test;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Videos from Tomcat where it does not send them by itself.
 */
class CopyingWebseedTests extends TomcatWebseedContract {

	CopyingWebseedTests() {
		super(WithoutSendfile.class);
	}

	@Test
	void nothingIsLeftToTomcat() {
		assertThat(get().body()).isEqualTo(FOREST);
		assertThat(sendfile().last()).isNull();
	}

	@Configuration(proxyBeanMethods = false)
	static class WithoutSendfile extends VideoSite.Open {

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> noSendfile() {
			return (factory) -> factory
				.addConnectorCustomizers((connector) -> connector.setProperty("useSendfile", "false"));
		}

	}

}
