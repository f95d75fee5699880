package io.peerconnect.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.peerconnect.geo.GeoLocator;
import io.peerconnect.geo.NetworkLocator;
import io.peerconnect.geo.NowhereLocator;
import io.peerconnect.geo.maxmind.MaxMindDatabase;
import io.peerconnect.geo.maxmind.MaxMindLocator;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.TaskScheduler;

/**
 * Auto-configuration for telling where visitors are.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ PeerConnectProperties.class, GeoProperties.class })
@Import(SchedulerConfiguration.class)
public final class PeerConnectGeoAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	GeoLocator peerConnectGeoLocator(PeerConnectProperties shared, GeoProperties properties,
			@Qualifier("peerConnectScheduler") TaskScheduler scheduler) {
		if (!shared.geoLocate()) {
			return new NowhereLocator();
		}
		List<MaxMindDatabase> databases = new ArrayList<>();
		open("peerconnect.geo.database", properties.database(), properties.memoryMapped(), databases);
		open("peerconnect.geo.asn-database", properties.asnDatabase(), properties.memoryMapped(), databases);
		if (databases.isEmpty()) {
			return new NetworkLocator();
		}
		MaxMindLocator locator = new MaxMindLocator(databases);
		scheduler.scheduleWithFixedDelay(locator::reload, properties.reloadInterval());
		return locator;
	}

	private static void open(String property, @Nullable Path file, boolean memoryMapped,
			List<MaxMindDatabase> databases) {
		if (file == null) {
			return;
		}
		if (!Files.isRegularFile(file)) {
			throw new InvalidConfigurationPropertyValueException(property, file,
					"There is no such file. Put a MaxMind database there, or remove the property to pair visitors "
							+ "by the network of their address.");
		}
		try {
			databases.add(MaxMindDatabase.open(file, memoryMapped));
		}
		catch (IOException | RuntimeException ex) {
			throw new InvalidConfigurationPropertyValueException(property, file,
					"It cannot be used as a MaxMind database (" + ex.getMessage()
							+ "). Use a City, Country, Enterprise, ISP or ASN database in the .mmdb format.",
					ex);
		}
	}

}
