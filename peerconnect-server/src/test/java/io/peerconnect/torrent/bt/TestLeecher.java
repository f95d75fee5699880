package io.peerconnect.torrent.bt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import bt.Bt;
import bt.data.file.FileSystemStorage;
import bt.metainfo.IMetadataService;
import bt.protocol.crypto.EncryptionPolicy;
import bt.runtime.BtClient;
import bt.runtime.BtRuntime;
import bt.runtime.Config;
import bt.tracker.http.HttpTrackerModule;

/**
 * Another BitTorrent client: bt as it comes, with its own HTTP tracker client.
 */
final class TestLeecher implements AutoCloseable {

	private final BtRuntime runtime;

	TestLeecher(EncryptionPolicy encryption) {
		Config config = new Config();
		config.setAcceptorAddress(InetAddress.getLoopbackAddress());
		config.setAcceptorPort(freePort());
		config.setEncryptionPolicy(encryption);
		config.setMaxSimultaneouslyAssignedPieces(20);
		this.runtime = BtRuntime.builder(config)
			.module(new HttpTrackerModule())
			.disablePeerExchange()
			.disableLocalServiceDiscovery()
			.disableAutomaticShutdown()
			.build();
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Download what a torrent is of, from whomever its tracker names.
	 */
	void download(byte[] torrent, Path folder) throws Exception {
		BtClient client = Bt.client(this.runtime)
			.storage(new FileSystemStorage(folder))
			.torrent(() -> this.runtime.service(IMetadataService.class).fromByteArray(torrent))
			.stopWhenDownloaded()
			.build();
		client.startAsync().get(60, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.runtime.shutdown();
	}

}
