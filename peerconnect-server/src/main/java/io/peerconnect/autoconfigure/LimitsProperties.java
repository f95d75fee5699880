package io.peerconnect.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for what a visitor gives at most.
 *
 * @param uploadRate Most that a visitor sends in one second. If a size suffix is not
 * specified, bytes will be used
 * @param uploadTotal Most that a visitor sends during one page view. If a size suffix is
 * not specified, bytes will be used
 * @param uploads Number of uploads at once
 * @param connections Number of connections at once
 * @param uploadWhenHidden Whether a tab that is not visible shares
 * @param cacheSize Most that a visitor's browser keeps of verified files. If a size
 * suffix is not specified, bytes will be used
 */
@ConfigurationProperties("peerconnect.limits")
public record LimitsProperties(@DefaultValue("1MB") DataSize uploadRate, @DefaultValue("200MB") DataSize uploadTotal,
		@DefaultValue("4") int uploads, @DefaultValue("8") int connections,
		@DefaultValue("false") boolean uploadWhenHidden, @DefaultValue("64MB") DataSize cacheSize) {

	public LimitsProperties {
		if (uploadRate.toKilobytes() < 16) {
			throw invalid("upload-rate", uploadRate, "Use 16KB or more; less helps nobody.");
		}
		if (uploadTotal.isNegative()) {
			throw invalid("upload-total", uploadTotal,
					"Use a size such as '200MB', or '0' for visitors who only receive.");
		}
		if (uploads < 1) {
			throw invalid("uploads", uploads, "Use 1 or more.");
		}
		if (connections < 1) {
			throw invalid("connections", connections, "Use 1 or more.");
		}
		if (cacheSize.toBytes() < 0) {
			throw invalid("cache-size", cacheSize, "Use a size such as '64MB', or '0' to keep nothing.");
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException("peerconnect.limits." + name, value, reason);
	}

}
