package io.peerconnect.autoconfigure;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeerConnectSecurityAutoConfiguration}.
 */
class PeerConnectSecurityAutoConfigurationTests {

	private static final String[] OURS = { "/peerconnect/signaling", "/peerconnect/token", "/peerconnect/worker.js",
			"/peerconnect/peerconnect.0123456789abcdef.js" };

	private static final String[] NOT_OURS = { "/", "/index.html", "/peerconnect", "/peerconnect/",
			"/peerconnect/dashboard", "/peerconnect/token/", "/peerconnect/token/more", "/peerconnect/tokens",
			"/peerconnect/peerconnect.js", "/peerconnect/peerconnect.0123456789abcdef.json",
			"/peerconnect/peerconnect.0123456789abcde%66.js", "/site/peerconnect/token" };

	private final WebApplicationContextRunner withoutBootsDefault = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PeerConnectSecurityAutoConfiguration.class,
				SecurityAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class));

	private final WebApplicationContextRunner runner = this.withoutBootsDefault
		.withConfiguration(AutoConfigurations.of(ServletWebSecurityAutoConfiguration.class));

	@Test
	void siteThatReliesOnSpringBootStaysClosedButForOurEndpoints() {
		this.runner.run((context) -> {
			assertThat(context).getBeans(SecurityFilterChain.class).hasSize(2);
			assertThatOnlyOursIsOpen(context);
		});
	}

	// An application context of its own rules: with a chain of ours, Spring Security
	// would
	// not have made the chain that takes a login for everything.
	@Test
	void siteThatReliesOnSpringSecurityStaysClosedAltogether() {
		this.withoutBootsDefault.withUserConfiguration(OnlySpringSecurity.class).run((context) -> {
			assertThat(context).doesNotHaveBean(SecurityFilterChain.class);
			for (String path : OURS) {
				assertThat(isOpen(context, path)).as(path).isFalse();
			}
			assertThat(isOpen(context, "/")).isFalse();
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { EverythingTakesALogin.class, FirstOfAll.class, CustomizedEverywhere.class })
	void siteWithAChainOfItsOwnStaysClosedButForOurEndpoints(Class<?> site) {
		this.runner.withUserConfiguration(site)
			.run(PeerConnectSecurityAutoConfigurationTests::assertThatOnlyOursIsOpen);
	}

	@Test
	void chainThatBacksOffForOthersIsMade() {
		this.withoutBootsDefault.withUserConfiguration(OnlySpringSecurity.class)
			.withConfiguration(AutoConfigurations.of(ZooSecurityAutoConfiguration.class))
			.run((context) -> {
				assertThat(context).hasBean("zoo");
				assertThatOnlyOursIsOpen(context);
			});
	}

	@Test
	void theChainOfTheSiteIsItsOwn() {
		this.runner.withUserConfiguration(EverythingTakesALogin.class)
			.run((context) -> assertThat(context.getBeanProvider(SecurityFilterChain.class).getObject())
				.isSameAs(context.getBean("everything")));
	}

	@Test
	void endpointsBelowContextAndServletPathAreOpen() {
		this.runner.withPropertyValues("spring.mvc.servlet.path=/mvc").run((context) -> {
			assertThat(isOpen(context, "/mvc/peerconnect/token")).isTrue();
			assertThat(isOpen(context, "/peerconnect/token")).isFalse();
			MockHttpServletRequest request = new MockHttpServletRequest("GET", "/zoo/mvc/peerconnect/token");
			request.setContextPath("/zoo");
			assertThat(isOpen(context, request)).isTrue();
		});
	}

	@Test
	void endpointsOfRoomsAreOpenWhereThereAreRooms() {
		String[] endpoints = { "/peerconnect/relay", "/peerconnect/rooms.js", "/peerconnect/rooms-worker.js",
				"/peerconnect/rooms-parts/app-0Aa_-9.js", "/send", "/send/", "/send/nS-Z6D0KjU5mKANSc2O04A" };
		WebApplicationContextRunner rooms = this.runner.withPropertyValues("peerconnect.rooms.path=/send");
		rooms.withPropertyValues("peerconnect.rooms.enabled=true").run((context) -> {
			for (String path : endpoints) {
				assertThat(isOpen(context, path)).as(path).isTrue();
			}
			for (String path : new String[] { "/send/short", "/send/nS-Z6D0KjU5mKANSc2O04A/more", "/sender",
					"/peerconnect/rooms", "/peerconnect/rooms-parts/../secret.js" }) {
				assertThat(isOpen(context, path)).as(path).isFalse();
			}
		});
		rooms.run((context) -> {
			for (String path : endpoints) {
				assertThat(isOpen(context, path)).as(path).isFalse();
			}
		});
	}

	@Test
	void siteMayCloseOurEndpoints() {
		this.runner.withUserConfiguration(EverythingTakesALogin.class)
			.withBean("peerConnectSecurityFilterChain", SecurityFilterChain.class,
					() -> new OpenEndpoints("/nowhere", null))
			.run((context) -> assertThat(isOpen(context, "/peerconnect/token")).isFalse());
	}

	@Test
	void nothingIsThereWithoutSpringSecurity() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("peerConnectSecurityFilterChain"));
	}

	@Test
	void nothingIsThereWhenDisabled() {
		this.runner.withPropertyValues("peerconnect.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("peerConnectSecurityFilterChain")
				.hasSingleBean(SecurityFilterChain.class));
	}

	private static void assertThatOnlyOursIsOpen(AssertableWebApplicationContext context)
			throws ServletException, IOException {
		for (String path : OURS) {
			assertThat(isOpen(context, path)).as(path).isTrue();
		}
		for (String path : NOT_OURS) {
			assertThat(isOpen(context, path)).as(path).isFalse();
		}
	}

	private static boolean isOpen(AssertableWebApplicationContext context, String path)
			throws ServletException, IOException {
		return isOpen(context, new MockHttpServletRequest("GET", path));
	}

	private static boolean isOpen(AssertableWebApplicationContext context, MockHttpServletRequest request)
			throws ServletException, IOException {
		MockFilterChain further = new MockFilterChain();
		context.getBean(FilterChainProxy.class).doFilter(request, new MockHttpServletResponse(), further);
		return further.getRequest() != null;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	static class OnlySpringSecurity {

	}

	@Configuration(proxyBeanMethods = false)
	static class EverythingTakesALogin {

		@Bean
		SecurityFilterChain everything(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FirstOfAll {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		SecurityFilterChain everything(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizedEverywhere {

		@Bean
		Customizer<HttpSecurity> rules() {
			return (http) -> http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
		}

		@Bean
		SecurityFilterChain everything(HttpSecurity http) {
			return http.build();
		}

	}

	/* As a company's starter does; its name comes after ours. */
	@Configuration(proxyBeanMethods = false)
	static class ZooSecurityAutoConfiguration {

		@Bean
		@ConditionalOnMissingBean
		SecurityFilterChain zoo(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated()).build();
		}

	}

}
