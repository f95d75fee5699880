package io.peerconnect.site;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole site on a free port of the loopback interface, as a browser sees it.
 */
final class RunningSite implements AutoCloseable {

	private static final Pattern CONFIG = Pattern
		.compile("<script type=\"application/json\" id=\"peerconnect-config\">(.*?)</script>");

	private static final Pattern SCRIPT = Pattern.compile("<script async src=\"([^\"]+)\"></script>");

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private RunningSite(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static RunningSite start(Class<?> site, String... properties) {
		return new RunningSite(new SpringApplicationBuilder(site)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"logging.level.root=warn", "logging.level.io.peerconnect=info",
					"spring.web.resources.static-locations=classpath:/page-site/")
			.properties(properties)
			.run());
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	int port(String name) {
		return this.context.getEnvironment().getRequiredProperty("local." + name + ".port", Integer.class);
	}

	String origin() {
		return "http://127.0.0.1:" + port("server");
	}

	HttpResponse<String> get(String path, String... headers) {
		return get(port("server"), path, headers);
	}

	HttpResponse<String> get(int port, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return HTTP.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/* Follows a page all the way that our client goes, up to its being welcome. */
	void assertThatVisitorIsWelcome(String path, String origin, String... headers) {
		HttpResponse<String> page = get(path, headers);
		assertThat(page.statusCode()).isEqualTo(200);
		JsonNode config = config(page);
		Matcher script = SCRIPT.matcher(page.body());
		assertThat(script.find()).as(page.body()).isTrue();
		assertThat(get(script.group(1), headers).headers().firstValue("Content-Type").orElseThrow())
			.startsWith("text/javascript");
		String base = config.get("base").asString();
		HttpResponse<String> token = get(base + "/token", with(headers, "Sec-Fetch-Site", "same-origin"));
		assertThat(token.statusCode()).isEqualTo(200);
		assertThat(token.headers().map()).doesNotContainKey("Set-Cookie");
		String hello = "{\"type\":\"hello\",\"token\":\""
				+ JsonMapper.shared().readTree(token.body()).get("token").asString() + "\",\"sharing\":true}";
		assertThat(converse(base + "/signaling", hello, with(headers, "Origin", origin))).contains("\"welcome\"");
	}

	static JsonNode config(HttpResponse<String> page) {
		Matcher matcher = CONFIG.matcher(page.body());
		assertThat(matcher.find()).as(page.body()).isTrue();
		String json = matcher.group(1);
		assertThat(matcher.find()).as("a second configuration").isFalse();
		return JsonMapper.shared().readTree(json);
	}

	/*
	 * Returns the status of a refused handshake, or else the first thing the server says.
	 */
	String converse(String path, String message, String... headers) {
		CompletableFuture<String> answer = new CompletableFuture<>();
		WebSocket.Builder builder = HTTP.newWebSocketBuilder();
		for (int i = 0; i < headers.length; i += 2) {
			builder.header(headers[i], headers[i + 1]);
		}
		try {
			WebSocket socket = builder
				.buildAsync(URI.create("ws://127.0.0.1:" + port("server") + path), new FirstMessage(answer))
				.join();
			socket.sendText(message, true).join();
			String text = answer.orTimeout(10, TimeUnit.SECONDS).join();
			socket.abort();
			return text;
		}
		catch (CompletionException ex) {
			assertThat(ex).hasCauseInstanceOf(WebSocketHandshakeException.class);
			return String.valueOf(((WebSocketHandshakeException) ex.getCause()).getResponse().statusCode());
		}
	}

	private static String[] with(String[] headers, String name, String value) {
		List<String> all = new ArrayList<>(List.of(headers));
		all.add(name);
		all.add(value);
		return all.toArray(String[]::new);
	}

	@Override
	public void close() {
		this.context.close();
	}

	private record FirstMessage(CompletableFuture<String> answer) implements WebSocket.Listener {

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
			this.answer.complete(text.toString());
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean last) {
			this.answer.complete(StandardCharsets.UTF_8.decode(bytes).toString());
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
			this.answer.complete("closed with " + code);
			return null;
		}

	}

}
