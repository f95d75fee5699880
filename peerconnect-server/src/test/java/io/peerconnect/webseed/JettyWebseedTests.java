package io.peerconnect.webseed;

import java.net.InetSocketAddress;
import java.util.List;

import io.peerconnect.torrent.InMemoryTorrentLibrary;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Videos from Jetty, which is given nothing but bytes.
 */
class JettyWebseedTests extends WebseedContract {

	private static final InMemoryTorrentLibrary LIBRARY = new InMemoryTorrentLibrary();

	private static final Recorder RECORDER = new Recorder();

	private static Server server;

	@BeforeAll
	static void start() throws Exception {
		StaticWebApplicationContext context = new StaticWebApplicationContext();
		Webseed webseed = new Webseed(PackedForest.VIDEOS, "max-age=3600, public", null, WebseedObserver
			.all(List.of(RECORDER, (torrent, from, to, request) -> RECORDER.served(torrent.mediaType(), to - from))));
		context.registerBean(VideoMapping.class,
				() -> new VideoMapping(LIBRARY, webseed, new CorsConfiguration(), List::of));
		server = new Server(new InetSocketAddress("127.0.0.1", 0));
		ServletContextHandler handler = new ServletContextHandler();
		handler.addServlet(new ServletHolder(new DispatcherServlet(context)), "/");
		server.setHandler(handler);
		server.start();
	}

	@AfterAll
	static void stop() throws Exception {
		server.stop();
	}

	@Override
	int port() {
		return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
	}

	@Override
	InMemoryTorrentLibrary library() {
		return LIBRARY;
	}

	@Override
	Recorder recorder() {
		return RECORDER;
	}

}
