package io.peerconnect.site;

import java.io.IOException;
import java.security.Principal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A site with WebSockets of its own, one public page and a login for everything else.
 * Proxies of which it was told nothing are in front of it.
 */
class WebSocketSiteIntegrationTests {

	private static RunningSite site;

	@BeforeAll
	static void start() {
		site = RunningSite.start(Site.class, "spring.security.user.name=alice", "spring.security.user.password=secret");
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@Test
	void visitorOfThePublicPageIsWelcome() {
		site.assertThatVisitorIsWelcome("/static.html", site.origin());
	}

	@Test
	void visitorWhoLoggedInIsKnownToTheSiteAsBefore() {
		assertThat(site.get("/me").statusCode()).isEqualTo(401);
		assertThat(site.get("/me", "Authorization", "Basic YWxpY2U6c2VjcmV0").body()).isEqualTo("alice");
	}

	@Test
	void endpointOfTheSiteEchoes() {
		assertThat(site.converse("/echo", "hi", "Origin", site.origin())).isEqualTo("hi");
		assertThat(site.converse("/echo", "hi", "Origin", "https://evil.example")).isEqualTo("403");
	}

	@Test
	void brokerOfTheSiteConnects() {
		assertThat(site.converse("/stomp", "CONNECT\naccept-version:1.2\nhost:zoo\n\n\0", "Origin", site.origin()))
			.startsWith("CONNECTED\n");
	}

	@Test
	void forwardedHeadersThatNobodyTrustsChangeNothing() {
		assertThat(site.converse("/peerconnect/signaling", "", "Origin", "https://evil.example", "X-Forwarded-Host",
				"evil.example", "X-Forwarded-Proto", "https", "X-Forwarded-Port", "443", "Forwarded",
				"host=evil.example;proto=https"))
			.isEqualTo("403");
		assertThat(site
			.get("/peerconnect/token", "Origin", "https://evil.example", "X-Forwarded-Host", "evil.example",
					"X-Forwarded-Proto", "https")
			.statusCode()).isEqualTo(403);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSocket
	@EnableWebSocketMessageBroker
	@RestController
	static class Site implements WebSocketConfigurer, WebSocketMessageBrokerConfigurer {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers("/static.html", "/echo", "/stomp")
					.permitAll()
					.anyRequest()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new Echo(), "/echo");
		}

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.addEndpoint("/stomp");
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.enableSimpleBroker("/topic");
		}

		@GetMapping("/me")
		String me(Principal visitor) {
			return visitor.getName();
		}

	}

	static class Echo extends TextWebSocketHandler {

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
			session.sendMessage(message);
		}

	}

}
