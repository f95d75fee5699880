package io.peerconnect.torrent.bt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Consumer;

import bt.data.ChunkVerifier;
import bt.data.IDataDescriptorFactory;
import bt.event.EventSource;
import bt.metainfo.TorrentId;
import bt.module.PeerConnectionSelector;
import bt.module.ServiceModule;
import bt.net.IMessageDispatcher;
import bt.net.IPeerConnectionFactory;
import bt.net.IPeerConnectionPool;
import bt.net.SharedSelector;
import bt.net.SocketChannelConnectionAcceptor;
import bt.protocol.HandshakeFactory;
import bt.protocol.IHandshakeFactory;
import bt.runtime.Config;
import bt.service.IRuntimeLifecycleBinder;
import bt.service.IdentityService;
import bt.torrent.TorrentRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;

/**
 * What the seeder has in place of parts of bt.
 */
final class SeederModule extends AbstractModule {

	private final ServerSocketChannel server;

	private final URI announce;

	private final HttpClient http;

	private final Consumer<TorrentId> activation;

	/**
	 * Create the module.
	 * @param server where peers connect to
	 * @param announce URL of the site's own HTTP tracker
	 * @param http sends requests there
	 * @param activation activates a torrent and returns once it is active
	 */
	SeederModule(ServerSocketChannel server, URI announce, HttpClient http, Consumer<TorrentId> activation) {
		this.server = server;
		this.announce = announce;
		this.http = http;
		this.activation = activation;
	}

	@Override
	protected void configure() {
		Provider<IdentityService> identity = getProvider(IdentityService.class);
		Provider<Config> config = getProvider(Config.class);
		ServiceModule.extend(binder())
			.addTrackerFactory((url) -> new SiteTracker(this.announce, () -> identity.get().getLocalPeerId(),
					config.get().getAcceptorPort(), this.http), "http", "https");
		bind(ChunkVerifier.class).to(KnownPieces.class).in(Singleton.class);
		bind(TorrentRegistry.class).to(LibraryRegistry.class);
		bind(SharedSelector.class).annotatedWith(PeerConnectionSelector.class).to(SendReadiness.class);
		bind(IMessageDispatcher.class).to(ForgettingDispatcher.class).asEagerSingleton();
	}

	@Provides
	@Singleton
	LibraryRegistry registry(IDataDescriptorFactory factory, EventSource events) {
		return new LibraryRegistry(factory, events);
	}

	@Provides
	@Singleton
	SendReadiness readiness(IRuntimeLifecycleBinder lifecycle) {
		try {
			SendReadiness readiness = new SendReadiness(Selector.open(), Selector.open());
			lifecycle.onShutdown("Close the selectors", () -> {
				try {
					readiness.close();
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
			return readiness;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Provides
	@Singleton
	ForgettingDispatcher dispatcher(IRuntimeLifecycleBinder lifecycle, IPeerConnectionPool connections,
			TorrentRegistry torrents, EventSource events, SendReadiness readiness) {
		return new ForgettingDispatcher(lifecycle, connections, torrents, events, readiness);
	}

	@Provides
	@Singleton
	IHandshakeFactory handshakes(HandshakeFactory factory) {
		return new ActivatingHandshakes(factory, this.activation);
	}

	@Provides
	@Singleton
	SocketChannelConnectionAcceptor acceptor(@PeerConnectionSelector SharedSelector selector,
			IPeerConnectionFactory connections, Config config) {
		return new BoundAcceptor(this.server,
				new InetSocketAddress(config.getAcceptorAddress(), config.getAcceptorPort()), selector, connections);
	}

}
