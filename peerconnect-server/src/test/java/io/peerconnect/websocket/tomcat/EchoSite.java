package io.peerconnect.websocket.tomcat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.peerconnect.autoconfigure.PeerConnectSocketAutoConfiguration;
import io.peerconnect.websocket.SendQueue;
import io.peerconnect.websocket.SocketHandshake;
import io.peerconnect.websocket.SocketListener;
import io.peerconnect.websocket.SocketSettings;
import io.peerconnect.websocket.SocketUpgrade;
import io.peerconnect.websocket.Wire;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * A site whose WebSocket at {@code /echo} says what it hears.
 */
final class EchoSite implements AutoCloseable {

	static final int MAX_MESSAGE = 300_000;

	private final ServletWebServerApplicationContext context;

	private EchoSite(ServletWebServerApplicationContext context) {
		this.context = context;
	}

	static EchoSite start(String... properties) {
		String[] arguments = Stream
			.concat(Stream.of("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"spring.main.log-startup-info=false"), Stream.of(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		return new EchoSite((ServletWebServerApplicationContext) new SpringApplication(Site.class).run(arguments));
	}

	int port() {
		return Objects.requireNonNull(this.context.getWebServer()).getPort();
	}

	/* How the connector of the site reads and writes. */
	Class<?> protocol() {
		TomcatWebServer server = (TomcatWebServer) Objects.requireNonNull(this.context.getWebServer());
		return server.getTomcat().getConnector().getProtocolHandler().getClass();
	}

	Ends ends() {
		return this.context.getBean(Ends.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

	/** The server's ends of all connections. */
	static final class Ends {

		private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();

		private final AtomicInteger open = new AtomicInteger();

		private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();

		BlockingQueue<Integer> closed() {
			return this.closed;
		}

		BlockingQueue<String> pongs() {
			return this.pongs;
		}

		int open() {
			return this.open.get();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, PeerConnectSocketAutoConfiguration.class })
	static class Site {

		@Bean
		Ends ends() {
			return new Ends();
		}

		@Bean
		WebServerFactoryCustomizer<TomcatWebServerFactory> protocol(Environment environment) {
			return (factory) -> factory.setProtocol(environment.getProperty("echo.protocol", factory.getProtocol()));
		}

		@Bean
		HandlerMapping echo(Ends ends, ObjectProvider<SocketUpgrade> upgrades) {
			SocketHandshake handshake = new SocketHandshake(
					new SocketSettings(MAX_MESSAGE, 512, 512, SocketSettings.Format.TEXT), (request) -> new Echo(ends),
					(refusal) -> {
					}, upgrades.orderedStream().toList());
			return new SimpleUrlHandlerMapping(Map.of("/echo", handshake), -1);
		}

	}

	/** The server's end of one connection. */
	private static final class Echo implements SocketListener {

		private final Ends ends;

		private final AtomicBoolean open = new AtomicBoolean();

		private @Nullable Wire wire;

		private @Nullable SendQueue queue;

		Echo(Ends ends) {
			this.ends = ends;
		}

		@Override
		public void opened(Wire wire) {
			this.ends.open.incrementAndGet();
			this.open.set(true);
			this.wire = wire;
			this.queue = new SendQueue(wire, Integer.MAX_VALUE, () -> {
			}, (failure) -> {
			});
		}

		@Override
		public void received(byte[] message) {
			Wire wire = Objects.requireNonNull(this.wire);
			SendQueue queue = Objects.requireNonNull(this.queue);
			String text = new String(message, StandardCharsets.UTF_8);
			switch (text) {
				case "whose thread?" -> queue.send(Thread.currentThread().getName().getBytes(StandardCharsets.UTF_8));
				case "ping me" -> wire.ping();
				case "close me" -> wire.close(4003, "as you wish");
				case "fail" -> throw new IllegalStateException("as you wish");
				case "flood me" -> {
					for (int i = 0; i < 200; i++) {
						queue.send((i + "x".repeat(50_000)).getBytes(StandardCharsets.UTF_8));
					}
				}
				default -> queue.send(message);
			}
		}

		@Override
		public void receivedTooLarge() {
			Objects.requireNonNull(this.wire).close(1009, "too large");
		}

		@Override
		public void ponged() {
			this.ends.pongs.add("pong");
		}

		@Override
		public void closed(int code) {
			this.ends.closed.add(code);
			if (this.open.getAndSet(false)) {
				this.ends.open.decrementAndGet();
			}
		}

	}

}
