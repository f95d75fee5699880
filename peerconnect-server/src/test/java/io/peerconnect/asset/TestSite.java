package io.peerconnect.asset;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.peerconnect.autoconfigure.PeerConnectAssetAutoConfiguration;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A site on loopback whose catalogue can be asked.
 *
 * @param context the running application
 */
record TestSite(ConfigurableApplicationContext context) implements AutoCloseable {

	static TestSite start(Path folder, Class<?> application, String... properties) {
		return new TestSite(new SpringApplicationBuilder(application).properties(properties)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"logging.level.root=warn", "logging.level.io.peerconnect=info",
					"spring.web.resources.static-locations=" + folder.toUri())
			.run());
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	AssetCatalogue catalogue() {
		return this.context.getBean(AssetCatalogue.class);
	}

	MutableClock clock() {
		return this.context.getBean(MutableClock.class);
	}

	TestImages content() {
		return this.context.getBean(TestImages.class);
	}

	List<Asset> replaced() {
		return this.context.getBean(Notes.class).replaced;
	}

	List<String> served() {
		return this.context.getBean(Notes.class).served;
	}

	List<Refusal> refused() {
		return this.context.getBean(Notes.class).refused;
	}

	/**
	 * Forget what a visitor left behind, so that the next test need not start anew.
	 */
	void reset(HttpVisitor visitor) {
		LearnedAssets assets = this.context.getBean(LearnedAssets.class);
		visitor.visited().forEach((path) -> assets.forget(new AssetPath(path)));
		content().reset();
		replaced().clear();
		served().clear();
		refused().clear();
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
			ErrorMvcAutoConfiguration.class, PeerConnectAssetAutoConfiguration.class })
	@Import({ TestImages.class, Notes.class, MutableClock.class })
	static class Application {

		@Bean
		LearnedAssets assets(MutableClock clock, Notes notes) {
			return new LearnedAssets(1000, Duration.ofSeconds(60), List.of(notes), clock);
		}

	}

	static class Notes implements AssetReplacedListener, OriginObserver {

		final List<Asset> replaced = new CopyOnWriteArrayList<>();

		final List<String> served = new CopyOnWriteArrayList<>();

		final List<Refusal> refused = new CopyOnWriteArrayList<>();

		@Override
		public void assetReplaced(Asset asset) {
			this.replaced.add(asset);
		}

		@Override
		public void served(String mediaType, long bytes) {
			this.served.add(mediaType + " " + bytes);
		}

		@Override
		public void refused(Refusal reason) {
			this.refused.add(reason);
		}

	}

}
