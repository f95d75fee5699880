package io.peerconnect.room;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import io.peerconnect.autoconfigure.PeerConnectAssetAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectGeoAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectMetricsAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectPageAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectRoomsAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectSignalingAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectSwarmAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectTokenAutoConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A site with rooms on a free port of the loopback interface.
 */
final class RoomSite implements AutoCloseable {

	private final ServletWebServerApplicationContext context;

	private RoomSite(ServletWebServerApplicationContext context) {
		this.context = context;
	}

	static RoomSite start(String... properties) {
		List<String> own = List.of("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
				"spring.main.log-startup-info=false", "peerconnect.rooms.enabled=true");
		String[] arguments = Stream.concat(own.stream(), Stream.of(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		return new RoomSite((ServletWebServerApplicationContext) new SpringApplication(Site.class).run(arguments));
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
			PeerConnectPageAutoConfiguration.class, PeerConnectSignalingAutoConfiguration.class,
			PeerConnectRoomsAutoConfiguration.class })
	static class Site {

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

	}

}
