package io.peerconnect.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Auto-configuration that lets the pages which everybody may see reach what they need of
 * ours: rules such as "what is not listed takes a login" would hide it. It holds nothing
 * private, and signalling checks origins and tokens itself. Whoever wants other rules
 * names a bean of their own {@code peerConnectSecurityFilterChain}.
 */
// Boot's own chains, which back off before any other, must come first.
@AutoConfiguration(
		afterName = { "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.actuate.web.servlet."
						+ "ManagementWebSecurityAutoConfiguration" })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ HttpSecurity.class, SecurityFilterChain.class })
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PeerConnectProperties.class)
public final class PeerConnectSecurityAutoConfiguration {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 100)
	@ConditionalOnBean(HttpSecurity.class)
	@ConditionalOnMissingBean(name = "peerConnectSecurityFilterChain")
	SecurityFilterChain peerConnectSecurityFilterChain(HttpSecurity http, PeerConnectProperties properties) {
		String path = properties.path();
		return http
			.securityMatcher(path + "/signaling", path + "/token", path + "/worker.js", path + "/peerconnect.{hash}.js")
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

}
