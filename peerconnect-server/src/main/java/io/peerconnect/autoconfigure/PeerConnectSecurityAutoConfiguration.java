package io.peerconnect.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.Ordered;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Auto-configuration that lets the pages which everybody may see reach what they need of
 * ours: rules such as "what is not listed takes a login" would hide it. It holds nothing
 * private, and signalling checks origins and tokens itself. Whoever wants other rules
 * names a bean of their own {@code peerConnectSecurityFilterChain}.
 */
/*
 * A chain of ours must never be the only one, nor the reason for another to back off:
 * Spring Boot's default chain goes as soon as there is any, Spring Security's own does
 * too, and the site would be open. So this comes after everything else that could make
 * one, and does nothing where nothing did.
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.actuate.web.servlet."
						+ "ManagementWebSecurityAutoConfiguration" })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(SecurityFilterChain.class)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ PeerConnectProperties.class, RoomsProperties.class })
public final class PeerConnectSecurityAutoConfiguration {

	/* Where the site injects "the" chain, it means its own. */
	@Bean
	@Fallback
	@ConditionalOnBean(SecurityFilterChain.class)
	@ConditionalOnMissingBean(name = "peerConnectSecurityFilterChain")
	SecurityFilterChain peerConnectSecurityFilterChain(PeerConnectProperties properties, RoomsProperties rooms,
			ObjectProvider<DispatcherServletPath> dispatcherServletPath) {
		DispatcherServletPath servlet = dispatcherServletPath.getIfAvailable(() -> () -> "");
		String roomsPath = rooms.enabled() ? servlet.getRelativePath(rooms.pathBelow(properties.path())) : null;
		return new OpenEndpoints(servlet.getRelativePath(properties.path()), roomsPath);
	}

}
