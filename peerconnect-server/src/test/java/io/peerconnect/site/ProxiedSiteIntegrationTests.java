package io.peerconnect.site;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sites that browsers know under another address.
 */
class ProxiedSiteIntegrationTests {

	private static final String[] FORWARDED = { "X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https",
			"X-Forwarded-Host", "zoo.example", "X-Forwarded-Port", "443" };

	@Test
	void visitorBehindAProxyIsWelcomeBelowContextAndServletPath() {
		try (RunningSite site = RunningSite.start(Site.class, "server.forward-headers-strategy=native",
				"server.servlet.context-path=/zoo", "spring.mvc.servlet.path=/mvc",
				"server.tomcat.max-connections=20000")) {
			site.assertThatVisitorIsWelcome("/zoo/mvc/page", "https://zoo.example", FORWARDED);
			assertThat(RunningSite.config(site.get("/zoo/mvc/page")).get("base").asString())
				.isEqualTo("/zoo/mvc/peerconnect");
			assertThat(site.converse("/zoo/mvc/peerconnect/signaling", "", with("Origin", site.origin())))
				.isEqualTo("403");
			assertThat(site.converse("/zoo/mvc/peerconnect/signaling", "", with("Origin", "http://zoo.example")))
				.isEqualTo("403");
		}
	}

	@Test
	void visitorBehindAProxyThatTakesAPrefixAwayIsWelcome() {
		try (RunningSite site = RunningSite.start(Site.class, "server.forward-headers-strategy=framework")) {
			String[] headers = with("X-Forwarded-Prefix", "/zoo");
			assertThat(RunningSite.config(site.get("/page", headers)).get("base").asString())
				.isEqualTo("/zoo/peerconnect");
			assertThat(site.get("/page", headers).body()).contains("src=\"/zoo/peerconnect/peerconnect.");
			assertThat(site.get("/peerconnect/token", headers).statusCode()).isEqualTo(200);
			site.assertThatVisitorIsWelcome("/page", "https://zoo.example", FORWARDED);
		}
	}

	private static String[] with(String name, String value) {
		String[] headers = Arrays.copyOf(FORWARDED, FORWARDED.length + 2);
		headers[FORWARDED.length] = name;
		headers[FORWARDED.length + 1] = value;
		return headers;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(
			exclude = { ServletWebSecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class })
	@RestController
	static class Site {

		@GetMapping(path = "/page", produces = MediaType.TEXT_HTML_VALUE)
		String page() {
			return "<html><head></head><body>lions</body></html>";
		}

	}

}
