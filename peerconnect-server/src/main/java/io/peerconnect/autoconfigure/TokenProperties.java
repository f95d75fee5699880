package io.peerconnect.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configuration properties for join tokens.
 *
 * @param secret Secret that signs join tokens, the same on every node. Drawn at each
 * start if absent
 * @param lifetime How long a join token is good for. If a duration suffix is not
 * specified, milliseconds will be used
 */
@ConfigurationProperties("peerconnect.token")
public record TokenProperties(@Nullable String secret, @DefaultValue("10m") Duration lifetime) {

	public TokenProperties {
		if (secret != null && secret.getBytes(StandardCharsets.UTF_8).length < 16) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.token.secret", "…",
					"It is too short to be safe. Use at least 16 random characters, such as from "
							+ "'openssl rand -base64 32', or leave it out with a single node.");
		}
		if (lifetime.toSeconds() < 10) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.token.lifetime", lifetime,
					"Pages need some time to load. Use 10s or more.");
		}
	}

	@Override
	public String toString() {
		return "TokenProperties[secret=" + ((this.secret != null) ? "******" : "null") + ", lifetime=" + this.lifetime
				+ "]";
	}

}
