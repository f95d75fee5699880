package io.peerconnect.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.peerconnect.page.ImageMode;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configuration properties for how images are taken over.
 *
 * @param mode How images are taken over: by rewriting the markup of pages, by a Service
 * Worker, or only where the author marked them
 * @param eager Number of images at the top of each page that come from the server.
 * Defaults to 3 with fold loading and to 0 without
 * @param visibleWait How long an image in view waits for a first peer before the server
 * delivers it. If a duration suffix is not specified, milliseconds will be used
 * @param connectTimeout How long an image in view waits for a connection to a peer.
 * Images out of view wait three times as long. If a duration suffix is not specified,
 * milliseconds will be used
 * @param stall How long a transfer may make no progress before it goes on elsewhere. If a
 * duration suffix is not specified, milliseconds will be used
 * @param completeAfterStall How long completion may take after a stall. If a duration
 * suffix is not specified, milliseconds will be used
 */
@ConfigurationProperties("peerconnect.images")
public record ImagesProperties(@DefaultValue("rewrite") ImageMode mode, @Nullable Integer eager,
		@DefaultValue("300ms") Duration visibleWait, @DefaultValue("2s") Duration connectTimeout,
		@DefaultValue("500ms") Duration stall, @DefaultValue("2s") Duration completeAfterStall) {

	public ImagesProperties {
		if (eager != null && eager < 0) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.images.eager", eager,
					"Use 0 or more images.");
		}
		requireNotNegative("visible-wait", visibleWait);
		requirePositive("connect-timeout", connectTimeout);
		requirePositive("stall", stall);
		requirePositive("complete-after-stall", completeAfterStall);
	}

	private static void requireNotNegative(String name, Duration value) {
		if (value.isNegative()) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.images." + name, value,
					"Use a duration such as '300ms', or '0' not to wait.");
		}
	}

	private static void requirePositive(String name, Duration value) {
		if (value.toMillis() < 1) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.images." + name, value,
					"Use a duration of at least one millisecond, such as '500ms' or '2s'.");
		}
	}

	int eager(boolean foldLoading) {
		return (this.eager != null) ? this.eager : (foldLoading ? 3 : 0);
	}

}
