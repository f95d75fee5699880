package io.peerconnect.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for videos in pages.
 *
 * @param enabled Whether visitors who watch the same video exchange pieces of it
 * @param readAhead How far ahead of what is shown a video is loaded from the server. If a
 * duration suffix is not specified, milliseconds will be used
 * @param urgent How close to being shown a piece comes from whoever has it first. If a
 * duration suffix is not specified, milliseconds will be used
 * @param lease How long a visitor may take to get a piece from the server before another
 * may. If a duration suffix is not specified, milliseconds will be used
 * @param storeSize Most that a page keeps of the videos that it shows. If a size suffix
 * is not specified, bytes will be used
 */
@ConfigurationProperties("peerconnect.video.player")
public record PlayerProperties(@DefaultValue("true") boolean enabled, @DefaultValue("5s") Duration readAhead,
		@DefaultValue("1500ms") Duration urgent, @DefaultValue("4s") Duration lease,
		@DefaultValue("256MB") DataSize storeSize) {

	public PlayerProperties {
		if (urgent.toMillis() <= 0) {
			throw invalid("urgent", urgent, "Nothing would be in time. Use a time such as '1500ms'.");
		}
		if (readAhead.compareTo(urgent) < 0) {
			throw invalid("read-ahead", readAhead,
					"Less than 'peerconnect.video.player.urgent' would leave no time to ask others. Use '5s' or more.");
		}
		if (lease.toMillis() < 1000) {
			throw invalid("lease", lease, "Pieces would be loaded twice. Use '1s' or more.");
		}
		if (storeSize.isNegative()) {
			throw invalid("store-size", storeSize, "A size cannot be negative. Use a size such as '256MB'.");
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException("peerconnect.video.player." + name, value, reason);
	}

}
