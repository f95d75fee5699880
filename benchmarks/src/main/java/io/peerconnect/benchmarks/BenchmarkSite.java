package io.peerconnect.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * A site with galleries of images that nothing compresses. It uses the starter only as a
 * customer would; {@code --peerconnect.enabled=false} makes it the site without.
 */
@SpringBootApplication
public class BenchmarkSite {

	public static void main(String[] args) {
		SpringApplication.run(BenchmarkSite.class, args);
	}

	@Bean
	List<NoiseImage> images() {
		return NoiseImage.gallery();
	}

	@Bean
	ServedBytes servedBytes() {
		return new ServedBytes();
	}

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> servedBytesCounting(ServedBytes servedBytes) {
		return (factory) -> factory.addEngineValves(servedBytes);
	}

	@Bean
	WebMvcConfigurer imageFolder(List<NoiseImage> images) {
		Path folder = NoiseImage.writeAll(images);
		return new WebMvcConfigurer() {

			@Override
			public void addResourceHandlers(ResourceHandlerRegistry registry) {
				registry.addResourceHandler("/images/**")
					.addResourceLocations(folder.toUri().toString())
					.setCacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic());
			}

		};
	}

}
