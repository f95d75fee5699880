package io.peerconnect.browser;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.WebSocketFrame;
import com.microsoft.playwright.WebSocketRoute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What visitors see when somebody on the way cannot be trusted.
 */
@ExtendWith(Chromium.class)
class RoomTrustTests {

	@TempDir
	private Path folder;

	@Test
	void frameThatTheRelayChangesCutsTheConnectionAndNothingOfItIsKept(Browser browser) {
		Path film = RoomFiles.write(this.folder, "film.bin", 8 * RoomFiles.MB);
		try (PhotoSite site = start("peerconnect.rooms.relay-rate-per-room=4MB");
				RoomTab host = RoomTab.host(browser, url(site), film);
				RoomTab guest = RoomTab.open(browser, url(site), RoomBrowsers.NO_DIRECT_PATH)) {
			AtomicInteger frames = new AtomicInteger();
			guest.page().routeWebSocket((url) -> url.contains("/relay?"), (route) -> tamper(route, frames));
			guest.page().navigate(host.link());
			guest.awaitTitle("Receiving");
			guest.button("Download film.bin").click();
			guest.awaitPerson("Sender", "Cut off");
			assertThat(guest.file("film.bin").textContent()).doesNotContain("Received");
			guest.button("Try again").click();
			guest.awaitFile("film.bin", "Received");
			assertThat(guest.save("film.bin")).isEqualTo(RoomFiles.read(film));
		}
	}

	/* Changes one bit of the fortieth frame. */
	private static void tamper(WebSocketRoute route, AtomicInteger frames) {
		WebSocketRoute server = route.connectToServer();
		server.onMessage((WebSocketFrame frame) -> {
			byte[] bytes = frame.binary();
			if (frames.incrementAndGet() == 40) {
				bytes[bytes.length / 2] ^= 1;
			}
			route.send(bytes);
		});
	}

	@Test
	void offerThatTheServerChangesCutsTheConnection(Browser browser) {
		Path film = RoomFiles.write(this.folder, "film.bin", RoomFiles.MB);
		try (PhotoSite site = start();
				RoomTab host = RoomTab.host(browser, url(site), film);
				RoomTab guest = RoomTab.open(browser, url(site))) {
			guest.page().routeWebSocket((url) -> url.contains("/signaling"), RoomTrustTests::forge);
			guest.page().navigate(host.link());
			guest.awaitText("Cut off");
			assertThat(guest.page().locator(".file").count()).isZero();
		}
	}

	/* Replaces the last characters of every box by others. */
	private static void forge(WebSocketRoute route) {
		WebSocketRoute server = route.connectToServer();
		server.onMessage((WebSocketFrame frame) -> {
			if (frame.text() != null) {
				route.send(frame.text());
				return;
			}
			String json = new String(frame.binary(), StandardCharsets.UTF_8);
			route.send(json.replaceAll("(\"box\":\"[A-Za-z0-9_-]+)[A-Za-z0-9_-]{8}([A-Za-z0-9_-]{4}\")", "$1AAAAAAAA$2")
				.getBytes(StandardCharsets.UTF_8));
		});
	}

	private PhotoSite start(String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "peerconnect.rooms.enabled=true";
		return PhotoSite.startWithUsualDeadlines(this.folder, all);
	}

	private static String url(PhotoSite site) {
		return site.url("/peerconnect/rooms");
	}

}
