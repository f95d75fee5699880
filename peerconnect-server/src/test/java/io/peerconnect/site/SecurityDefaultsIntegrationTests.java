package io.peerconnect.site;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A site that says nothing about its security, which is then behind a login, with
 * Actuator on a port of its own.
 */
class SecurityDefaultsIntegrationTests {

	private static final String[] LOGIN = { "Authorization", "Basic YWxpY2U6c2VjcmV0" };

	private static RunningSite site;

	@BeforeAll
	static void start() {
		site = RunningSite.start(Site.class, "spring.security.user.name=alice", "spring.security.user.password=secret",
				"management.server.port=0", "management.server.address=127.0.0.1",
				"management.endpoints.web.exposure.include=health,page,beans");
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@Test
	void everythingButOursStillTakesALogin() {
		assertThat(site.get("/static.html").statusCode()).isEqualTo(302);
		assertThat(site.get("/static.html", "Accept", "application/json").statusCode()).isIn(302, 401);
		assertThat(site.get("/peerconnect/dashboard").statusCode()).isEqualTo(302);
		assertThat(site.get("/peerconnect/token").statusCode()).isEqualTo(200);
	}

	@Test
	void visitorWhoLoggedInIsWelcome() {
		site.assertThatVisitorIsWelcome("/static.html", site.origin(), LOGIN);
	}

	@Test
	void loginPageOfSpringSecurityStaysAsItIs() {
		assertThat(site.get("/login").body()).contains("name=\"password\"").doesNotContain("peerconnect");
	}

	@Test
	void actuatorIsLeftAlone() {
		int management = site.port("management");
		assertThat(site.get(management, "/actuator/health").body()).matches("\\{.*\"status\":\"UP\"\\}");
		assertThat(site.get(management, "/actuator/page").statusCode()).isNotEqualTo(200);
		assertThat(site.get(management, "/actuator/page", LOGIN).body()).isEqualTo(PageEndpoint.PAGE);
		assertThat(site.get(management, "/peerconnect/token", LOGIN).statusCode()).isNotEqualTo(200);
		assertThat(site.get("/actuator/health", LOGIN).statusCode()).isEqualTo(404);
	}

	@Test
	void beansAreThereOnce() {
		String beans = site.get(site.port("management"), "/actuator/beans", LOGIN).body();
		assertThat(beans.split("\"peerConnectSignalingServer\":", -1)).hasSize(2);
		assertThat(beans.split("\"peerConnectPageFilter\":", -1)).hasSize(2);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(PageEndpoint.class)
	static class Site {

	}

	@WebEndpoint(id = "page")
	static class PageEndpoint {

		static final String PAGE = "<html><head></head><body>all is well</body></html>";

		@ReadOperation(produces = "text/html")
		String page() {
			return PAGE;
		}

	}

}
