package io.peerconnect.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configuration properties for telling where visitors are.
 *
 * @param database MaxMind database file to locate visitors with: City, Country,
 * Enterprise, ISP or ASN. Without one, visitors are paired by the network of their
 * address
 * @param asnDatabase Second MaxMind database file, which knows the networks of providers:
 * ASN or ISP
 * @param memoryMapped Whether to map the database files instead of reading them. Saves
 * their size in heap; then replace a file only by renaming another one over it
 * @param reloadInterval Interval between looks at whether a database file changed. If a
 * duration suffix is not specified, milliseconds will be used
 */
@ConfigurationProperties("peerconnect.geo")
public record GeoProperties(@Nullable Path database, @Nullable Path asnDatabase,
		@DefaultValue("false") boolean memoryMapped, @DefaultValue("1m") Duration reloadInterval) {

	public GeoProperties {
		if (reloadInterval.toMillis() <= 0) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.geo.reload-interval", reloadInterval,
					"Use a time above zero, such as '1m'.");
		}
	}

}
