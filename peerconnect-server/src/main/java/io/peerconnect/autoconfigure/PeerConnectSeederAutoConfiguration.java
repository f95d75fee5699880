package io.peerconnect.autoconfigure;

import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

import bt.runtime.BtRuntime;
import io.peerconnect.torrent.MetainfoFormat;
import io.peerconnect.torrent.Seeder;
import io.peerconnect.torrent.SiteUrls;
import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.torrent.TorrentStore;
import io.peerconnect.torrent.bt.BtSeeder;
import io.peerconnect.torrent.bt.SeederSettings;
import jakarta.servlet.ServletContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.context.WebApplicationContext;

/**
 * Auto-configuration for seeding the site's videos to BitTorrent clients.
 */
@AutoConfiguration(after = PeerConnectTorrentAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(BtRuntime.class)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "peerconnect.video.seeder.enabled")
@ConditionalOnBean({ TorrentLibrary.class, TorrentStore.class, MetainfoFormat.class })
@EnableConfigurationProperties(SeederProperties.class)
@Import(SchedulerConfiguration.class)
public final class PeerConnectSeederAutoConfiguration {

	private static final String BT_LOGGER = "bt";

	private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(10);

	@Bean
	@ConditionalOnMissingBean(Seeder.class)
	BtSeeder peerConnectSeeder(SeederProperties properties, TorrentLibrary library, TorrentStore store,
			MetainfoFormat format, SiteUrls urls, WebApplicationContext context,
			ObjectProvider<ServerProperties> server, @Qualifier("peerConnectScheduler") TaskScheduler scheduler,
			ObjectProvider<LoggingSystem> logging) {
		logging.ifAvailable(PeerConnectSeederAutoConfiguration::quieten);
		SeederSettings settings = new SeederSettings(properties.address(), properties.port(), properties.publicHost(),
				properties.publicPort(), properties.maxActive(), properties.maxConnections(), properties.idleTimeout(),
				properties.peerExchange(), properties.localDiscovery());
		URI configured = properties.announceUrl();
		Supplier<URI> announce = (configured != null) ? () -> configured
				: () -> URI.create(urls.httpTracker(ownSite(context, server.getIfAvailable(ServerProperties::new))));
		BtSeeder seeder = new BtSeeder(settings, library, store, format, announce, Clock.systemUTC());
		scheduler.scheduleWithFixedDelay(seeder::sweep, SWEEP_INTERVAL);
		return seeder;
	}

	/*
	 * bt logs what strangers send as errors, with traces. What an operator should know
	 * of, the seeder logs itself.
	 */
	private static void quieten(LoggingSystem logging) {
		LoggerConfiguration logger = logging.getLoggerConfiguration(BT_LOGGER);
		if (logger == null || logger.getConfiguredLevel() == null) {
			logging.setLogLevel(BT_LOGGER, LogLevel.OFF);
		}
	}

	/* The site as this machine reaches it, whatever stands before it. */
	private static String ownSite(WebApplicationContext context, ServerProperties server) {
		String port = context.getEnvironment().getProperty("local.server.port");
		ServletContext servletContext = context.getServletContext();
		if (port == null || servletContext == null) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.video.seeder.announce-url", "",
					"The seeder cannot tell where the site is reached, as the application did not start the web server. "
							+ "Name it, as in 'http://127.0.0.1:8080/peerconnect/announce'.");
		}
		InetAddress address = server.getAddress();
		String host = (address == null || address.isAnyLocalAddress()) ? "127.0.0.1" : address.getHostAddress();
		return (Ssl.isEnabled(server.getSsl()) ? "https" : "http") + "://"
				+ (host.contains(":") ? "[" + host + "]" : host) + ":" + port + servletContext.getContextPath();
	}

}
