package io.peerconnect.tracker;

import java.util.Objects;
import java.util.stream.Stream;

import io.peerconnect.autoconfigure.PeerConnectGeoAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectMetricsAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectSignalingAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectSocketAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectSwarmAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectAssetAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectTokenAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectTrackerAutoConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A site on a free port of the loopback interface, whose videos are all made up.
 */
final class TrackerSite implements AutoCloseable {

	private final ServletWebServerApplicationContext context;

	private TrackerSite(ServletWebServerApplicationContext context) {
		this.context = context;
	}

	static TrackerSite start(String... properties) {
		String[] arguments = Stream
			.concat(Stream.of("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"spring.main.log-startup-info=false"), Stream.of(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		return new TrackerSite((ServletWebServerApplicationContext) new SpringApplication(Site.class).run(arguments));
	}

	int port() {
		return Objects.requireNonNull(this.context.getWebServer()).getPort();
	}

	String origin() {
		return "http://127.0.0.1:" + port();
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, PeerConnectMetricsAutoConfiguration.class,
			PeerConnectAssetAutoConfiguration.class, PeerConnectGeoAutoConfiguration.class,
			PeerConnectSwarmAutoConfiguration.class, PeerConnectTokenAutoConfiguration.class,
			PeerConnectSocketAutoConfiguration.class, PeerConnectSignalingAutoConfiguration.class,
			PeerConnectTrackerAutoConfiguration.class })
	static class Site {

		@Bean
		FakeLibrary library() {
			return new FakeLibrary();
		}

	}

}
