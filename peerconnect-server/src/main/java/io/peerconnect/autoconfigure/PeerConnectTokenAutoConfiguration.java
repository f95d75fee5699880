package io.peerconnect.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;

import io.peerconnect.token.HmacJoinTokens;
import io.peerconnect.token.JoinTokens;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for join tokens.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TokenProperties.class)
public final class PeerConnectTokenAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	JoinTokens peerConnectJoinTokens(TokenProperties properties) {
		SecureRandom random = new SecureRandom();
		return new HmacJoinTokens(secret(properties, random), properties.lifetime(), Clock.systemUTC(), random);
	}

	private static byte[] secret(TokenProperties properties, SecureRandom random) {
		if (properties.secret() != null) {
			return properties.secret().getBytes(StandardCharsets.UTF_8);
		}
		byte[] secret = new byte[32];
		random.nextBytes(secret);
		return secret;
	}

}
