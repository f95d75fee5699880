package io.peerconnect.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for the torrents of the site's videos.
 *
 * @param index Whether the list of all torrents is served
 * @param minSize Size from which on a video gets a torrent. If a size suffix is not
 * specified, bytes will be used
 * @param minAudioSize Size from which on an audio file gets a torrent. If a size suffix
 * is not specified, bytes will be used
 * @param settleTime How long a file must have stayed the same before it counts as
 * complete. If a duration suffix is not specified, milliseconds will be used
 * @param rescanInterval Interval between looks at all folders, besides those that a
 * change there causes. If a duration suffix is not specified, milliseconds will be used
 * @param hashingThreads Number of threads that hash new videos; without a value as many
 * as there are processors
 */
@ConfigurationProperties("peerconnect.video")
public record VideoProperties(@DefaultValue("true") boolean index, @DefaultValue("1MB") DataSize minSize,
		@DefaultValue("8MB") DataSize minAudioSize, @DefaultValue("2s") Duration settleTime,
		@DefaultValue("1m") Duration rescanInterval, @Nullable Integer hashingThreads) {

	public VideoProperties {
		if (minSize.isNegative()) {
			throw invalid("min-size", minSize, "A size cannot be negative. Use a size such as '1MB'.");
		}
		if (minAudioSize.isNegative()) {
			throw invalid("min-audio-size", minAudioSize, "A size cannot be negative. Use a size such as '8MB'.");
		}
		if (settleTime.isNegative()) {
			throw invalid("settle-time", settleTime, "A time cannot be negative. Use a time such as '2s'.");
		}
		if (rescanInterval.compareTo(Duration.ofSeconds(1)) < 0) {
			throw invalid("rescan-interval", rescanInterval,
					"The folders would be looked at all the time. Use '1s' or more.");
		}
		if (hashingThreads != null && hashingThreads < 1) {
			throw invalid("hashing-threads", hashingThreads, "One thread at least must hash. Use 1 or more.");
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException("peerconnect.video." + name, value, reason);
	}

}
