package io.peerconnect.room;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import io.peerconnect.websocket.TestSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the page of rooms and its endpoints are in sites that are not at the root.
 */
class RoomPathIntegrationTests {

	@Test
	void everythingIsBelowContextAndServletPath() throws Exception {
		try (RoomSite site = RoomSite.start("server.servlet.context-path=/zoo", "spring.mvc.servlet.path=/mvc")) {
			HttpResponse<String> page = get(site, "/zoo/mvc/peerconnect/rooms");
			assertThat(page.body()).contains("src=\"/zoo/mvc/peerconnect/rooms.js\"",
					"room-path=\"/zoo/mvc/peerconnect/rooms\"");
			assertThat(get(site, "/zoo/mvc/peerconnect/rooms.js").statusCode()).isEqualTo(200);
			assertThat(TestSocket.handshake(site.port(), "/zoo/mvc/peerconnect/relay?ticket=none", site.origin()))
				.isEqualTo(403);
		}
	}

	@Test
	void pageBehindAProxyTalksToThePublicOrigin() throws Exception {
		try (RoomSite site = RoomSite.start("server.forward-headers-strategy=framework",
				"peerconnect.rooms.path=/send")) {
			HttpResponse<String> page = get(site, "/send/nS-Z6D0KjU5mKANSc2O04A", "X-Forwarded-Proto", "https",
					"X-Forwarded-Host", "zoo.example", "X-Forwarded-Port", "443", "X-Forwarded-Prefix", "/app");
			assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
				.contains("connect-src 'self' wss://zoo.example;");
			assertThat(page.body()).contains("src=\"/app/peerconnect/rooms.js\"");
		}
	}

	private static HttpResponse<String> get(RoomSite site, String path, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site.origin() + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
