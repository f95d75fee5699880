package io.peerconnect.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for the files that visitors share.
 *
 * @param minSize Size below which a file is not worth a connection. If a size suffix is
 * not specified, bytes will be used
 * @param maxSize Size above which a file is not shared. If a size suffix is not
 * specified, bytes will be used
 * @param maxEntries Maximum number of paths that are remembered. Those asked for least
 * often are forgotten first
 * @param revalidateAfter Time after which a file is in doubt until the site has served it
 * again, where the answer does not say how long it may be cached. Static files are looked
 * at instead. If a duration suffix is not specified, milliseconds will be used
 */
@ConfigurationProperties("peerconnect.assets")
public record AssetsProperties(@DefaultValue("4KB") DataSize minSize, @DefaultValue("32MB") DataSize maxSize,
		@DefaultValue("10000") int maxEntries, @DefaultValue("60s") Duration revalidateAfter) {

	public AssetsProperties {
		if (minSize.isNegative()) {
			throw invalid("min-size", minSize, "A size cannot be negative. Use a size such as '4KB'.");
		}
		if (maxSize.compareTo(minSize) < 0) {
			throw invalid("max-size", maxSize,
					"It is less than 'peerconnect.assets.min-size', " + minSize + ". Use a size above that.");
		}
		if (maxEntries < 1) {
			throw invalid("max-entries", maxEntries, "At least one file must be remembered. Use 1 or more.");
		}
		if (revalidateAfter.compareTo(Duration.ofSeconds(1)) < 0) {
			throw invalid("revalidate-after", revalidateAfter,
					"A file would be in doubt as soon as it was served. Use '1s' or more.");
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException("peerconnect.assets." + name, value, reason);
	}

}
