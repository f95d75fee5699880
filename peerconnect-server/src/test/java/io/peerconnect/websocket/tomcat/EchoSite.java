package io.peerconnect.websocket.tomcat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.peerconnect.websocket.SendQueue;
import io.peerconnect.websocket.SocketHandshake;
import io.peerconnect.websocket.SocketListener;
import io.peerconnect.websocket.SocketSettings;
import io.peerconnect.websocket.SocketSettings.Format;
import io.peerconnect.websocket.SocketUpgrade;
import io.peerconnect.websocket.Wire;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.context.support.HttpRequestHandlerServlet;

import org.springframework.boot.web.servlet.ServletRegistrationBean;

/**
 * A Tomcat whose WebSockets send back what they receive, and do what some messages say.
 */
final class EchoSite implements AutoCloseable {

	static final int MAX_MESSAGE = 1024 * 1024;

	private static final String PASSWORD = "changeit";

	private final ServletWebServerApplicationContext context;

	private final boolean tls;

	private EchoSite(ServletWebServerApplicationContext context, boolean tls) {
		this.context = context;
		this.tls = tls;
	}

	/**
	 * Start a site.
	 * @param connector {@code nio}, {@code nio2}, or {@code tls}
	 * @param folder where a key is kept
	 * @return the site
	 */
	static EchoSite start(String connector, Path folder) {
		boolean tls = connector.equals("tls");
		SpringApplication application = new SpringApplication(Site.class);
		application
			.setDefaultProperties(Map.of("server.address", "127.0.0.1", "server.port", "0", "spring.main.banner-mode",
					"off", "spring.main.log-startup-info", "false", "echo.connector", connector));
		String[] arguments = tls ? new String[] { "--server.ssl.key-store=" + keyStore(folder),
				"--server.ssl.key-store-password=" + PASSWORD } : new String[0];
		return new EchoSite((ServletWebServerApplicationContext) application.run(arguments), tls);
	}

	private static Path keyStore(Path folder) {
		Path file = folder.resolve("key.p12");
		String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
		try {
			Process process = new ProcessBuilder(keytool, "-genkeypair", "-alias", "site", "-keyalg", "EC", "-dname",
					"CN=127.0.0.1", "-ext", "san=ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", file.toString(),
					"-storepass", PASSWORD)
				.redirectErrorStream(true)
				.redirectOutput(folder.resolve("keytool.log").toFile())
				.start();
			if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
				throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
			}
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	int port() {
		return Objects.requireNonNull(this.context.getWebServer()).getPort();
	}

	String url() {
		return (this.tls ? "wss" : "ws") + "://127.0.0.1:" + port() + "/echo";
	}

	/* What ends heard, in the order in which they heard it. */
	Queue<String> events() {
		return this.context.getBean(Site.class).events;
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Site {

		private final Queue<String> events = new ConcurrentLinkedQueue<>();

		@Bean
		TomcatServletWebServerFactory tomcat(Environment environment) {
			TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();
			if ("nio2".equals(environment.getProperty("echo.connector"))) {
				factory.setProtocol("org.apache.coyote.http11.Http11Nio2Protocol");
			}
			return factory;
		}

		@Bean
		TomcatSocketUpgrade socketUpgrade() {
			return new TomcatSocketUpgrade(2);
		}

		@Bean
		ServletContextInitializer initializer(SocketUpgrade upgrade) {
			return (context) -> context.setAttribute(SocketUpgrade.class.getName(), upgrade);
		}

		@Bean
		HttpRequestHandler echo() {
			return new SocketHandshake(new SocketSettings(MAX_MESSAGE, 512, 128, Format.BINARY),
					(request) -> new Echo(this.events), (refusal) -> {
					});
		}

		@Bean
		ServletRegistrationBean<HttpRequestHandlerServlet> echoServlet() {
			ServletRegistrationBean<HttpRequestHandlerServlet> servlet = new ServletRegistrationBean<>(
					new HttpRequestHandlerServlet(), "/echo");
			servlet.setName("echo");
			return servlet;
		}

	}

	/* Our own queue is part of what is tested: it sends as our endpoints do. */
	private static final class Echo implements SocketListener {

		private final Queue<String> events;

		private @Nullable Wire wire;

		private @Nullable SendQueue queue;

		Echo(Queue<String> events) {
			this.events = events;
		}

		@Override
		public void opened(Wire wire) {
			this.wire = wire;
			this.queue = new SendQueue(wire, 64 * MAX_MESSAGE, () -> this.events.add("overflow"),
					(failure) -> this.events.add("not sent"));
			this.events.add("opened");
		}

		@Override
		public void received(byte[] message) {
			Wire wire = this.wire;
			SendQueue queue = this.queue;
			if (wire == null || queue == null) {
				throw new IllegalStateException("Nothing is received before the connection is open");
			}
			String text = (message.length < 20) ? new String(message, StandardCharsets.UTF_8) : "";
			switch (text) {
				case "close me" -> wire.close(4001, "as you wish");
				case "ping me" -> wire.ping();
				case "break" -> throw new IllegalStateException("on purpose");
				default -> queue.send(message);
			}
		}

		@Override
		public void receivedTooLarge() {
			Wire wire = this.wire;
			if (wire != null) {
				wire.close(1009, "too large");
			}
		}

		@Override
		public void ponged() {
			this.events.add("ponged");
		}

		@Override
		public void closed(int code) {
			this.events.add("closed " + code);
		}

	}

}
