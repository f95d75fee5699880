package io.peerconnect.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.peerconnect.observe.StatusEndpoint;
import io.peerconnect.torrent.Seeder;
import io.peerconnect.torrent.WatchedTorrentLibrary;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the Actuator endpoint {@code peerconnect}.
 */
@AutoConfiguration(after = { PeerConnectTorrentAutoConfiguration.class, PeerConnectSeederAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(StatusEndpoint.class)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
public final class PeerConnectActuatorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	StatusEndpoint peerConnectStatusEndpoint(ObjectProvider<WatchedTorrentLibrary> library,
			ObjectProvider<Seeder> seeder) {
		Map<String, Supplier<?>> parts = new LinkedHashMap<>();
		library.ifAvailable((torrents) -> parts.put("library", torrents::statistics));
		seeder.ifAvailable((peer) -> parts.put("seeder", peer::statistics));
		return new StatusEndpoint(parts);
	}

}
