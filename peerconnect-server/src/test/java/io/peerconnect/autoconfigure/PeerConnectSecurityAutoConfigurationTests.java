package io.peerconnect.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeerConnectSecurityAutoConfiguration}.
 */
class PeerConnectSecurityAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(PeerConnectSecurityAutoConfiguration.class, SecurityAutoConfiguration.class,
					UserDetailsServiceAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
					DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class));

	@Test
	void ourEndpointsHaveAChainOfTheirOwnAndTheSiteKeepsItsDefault() {
		this.runner.run((context) -> {
			List<SecurityFilterChain> chains = context.getBean(FilterChainProxy.class).getFilterChains();
			assertThat(chains).hasSize(2);
			for (String path : List.of("/signaling", "/token", "/worker.js", "/peerconnect.0123456789abcdef.js")) {
				assertThat(chains.get(0).matches(get("/peerconnect" + path))).as(path).isTrue();
			}
			assertThat(chains.get(0).matches(get("/"))).isFalse();
			assertThat(chains.get(0).matches(get("/peerconnect/dashboard"))).isFalse();
			assertThat(chains.get(1).matches(get("/"))).isTrue();
			assertThat(chains.get(1).getFilters()).hasAtLeastOneElementOfType(AuthorizationFilter.class);
		});
	}

	@Test
	void nothingIsThereWithoutSpringSecurity() {
		this.runner.withClassLoader(new FilteredClassLoader(HttpSecurity.class))
			.run((context) -> assertThat(context).doesNotHaveBean("peerConnectSecurityFilterChain"));
	}

	@Test
	void nothingIsThereWhenDisabled() {
		this.runner.withPropertyValues("peerconnect.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("peerConnectSecurityFilterChain")
				.hasSingleBean(SecurityFilterChain.class));
	}

	private static MockHttpServletRequest get(String path) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.setServletPath(path);
		return request;
	}

}
