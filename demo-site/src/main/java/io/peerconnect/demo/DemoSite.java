package io.peerconnect.demo;

import java.time.Clock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * The demo site.
 */
@SpringBootApplication
public class DemoSite {

	/**
	 * Start the demo site.
	 * @param arguments configuration properties, such as {@code --server.port=9090}
	 */
	public static void main(String[] arguments) {
		SpringApplication.run(DemoSite.class, arguments);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
