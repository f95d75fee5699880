package io.peerconnect.signaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.autoconfigure.PeerConnectMetricsAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectSignalingAutoConfiguration;
import io.peerconnect.autoconfigure.PeerConnectSocketAutoConfiguration;
import io.peerconnect.geo.GeoLocator;
import io.peerconnect.geo.Location;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.token.JoinTokens;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A site on a free port of the loopback interface, with fakes behind its signalling.
 */
final class TestSite implements AutoCloseable {

	private final ServletWebServerApplicationContext context;

	private TestSite(ServletWebServerApplicationContext context) {
		this.context = context;
	}

	static TestSite start(String... properties) {
		return start(List.of(), properties);
	}

	static TestSite start(List<Class<?>> more, String... properties) {
		List<Class<?>> sources = new ArrayList<>(more);
		sources.add(Site.class);
		SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
				"--spring.main.banner-mode=off", "--spring.main.log-startup-info=false"));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return new TestSite((ServletWebServerApplicationContext) application.run(arguments.toArray(String[]::new)));
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

	FakeMatchmaker matchmaker() {
		return bean(FakeMatchmaker.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, PeerConnectMetricsAutoConfiguration.class,
			PeerConnectSocketAutoConfiguration.class, PeerConnectSignalingAutoConfiguration.class })
	static class Site {

		@Bean
		Matchmaker matchmaker() {
			return new FakeMatchmaker();
		}

		@Bean
		AssetCatalogue assets() {
			return new FakeAssets();
		}

		@Bean
		JoinTokens tokens() {
			return new FakeTokens();
		}

		@Bean
		GeoLocator geo() {
			return (address) -> new Location("127.0.0.0/24", null, null);
		}

	}

}
