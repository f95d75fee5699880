package io.peerconnect.browser;

import java.nio.file.Path;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.WaitForConditionOptions;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What interrupts a transfer, and that it goes on where it stopped. All of it goes
 * through the site, slowly, where every byte is counted.
 */
@ExtendWith(Chromium.class)
class RoomResumeTests {

	private static final int SIZE = 24 * RoomFiles.MB;

	/* What was on its way when it was interrupted, and has to be sent again. */
	private static final int UNDER_WAY = 12 * RoomFiles.MB;

	/* A network that goes away, with all that is open, and comes back. */
	private static final String CUTTABLE = RoomBrowsers.NO_DIRECT_PATH + """
			window.cut = false;
			const sockets = [];
			window.WebSocket = new Proxy(window.WebSocket, {
				construct(target, [url]) {
					const socket = new target(window.cut ? "ws://127.0.0.1:9/" : url);
					sockets.push(socket);
					return socket;
				},
			});
			window.cutOff = () => { window.cut = true; sockets.forEach((socket) => socket.close()); };
			""";

	@TempDir
	private Path folder;

	@Test
	void receiverReloads(Browser browser) {
		Path film = RoomFiles.write(this.folder, "film.bin", SIZE);
		try (PhotoSite site = slowSite(0);
				RoomTab host = RoomTab.host(browser, url(site), film);
				RoomTab guest = RoomTab.open(browser, host.link(), RoomBrowsers.NO_DIRECT_PATH)) {
			receiveHalf(guest);
			guest.page().onDialog((dialog) -> dialog.accept());
			guest.page().reload();
			assertThatFileArrives(guest, film);
			assertThat(relayed(site)).isLessThan(SIZE + UNDER_WAY);
		}
	}

	@Test
	void senderReloadsAndOffersTheSameFileAgain(Browser browser) {
		Path film = RoomFiles.write(this.folder, "film.bin", SIZE);
		try (PhotoSite site = slowSite(0);
				RoomTab host = RoomTab.host(browser, url(site), film);
				RoomTab guest = RoomTab.open(browser, host.link(), RoomBrowsers.NO_DIRECT_PATH)) {
			receiveHalf(guest);
			host.page().onDialog((dialog) -> dialog.accept());
			host.page().reload();
			host.awaitText("You reloaded this page");
			host.choose("Add files", film);
			assertThatFileArrives(guest, film);
			assertThat(relayed(site)).isLessThan(SIZE + UNDER_WAY);
		}
	}

	@Test
	void serverRestarts(Browser browser) {
		Path film = RoomFiles.write(this.folder, "film.bin", SIZE);
		PhotoSite before = slowSite(0);
		try (RoomTab host = RoomTab.host(browser, url(before), film);
				RoomTab guest = RoomTab.open(browser, host.link(), RoomBrowsers.NO_DIRECT_PATH)) {
			receiveHalf(guest);
			int port = Integer.parseInt(before.origin().replaceFirst(".*:", ""));
			before.close();
			try (PhotoSite after = slowSite(port)) {
				assertThatFileArrives(guest, film);
				assertThat(relayed(after)).isBetween(RoomFiles.MB * 1.0, SIZE / 2.0 + UNDER_WAY);
			}
		}
		finally {
			before.close();
		}
	}

	@Test
	void networkOfTheReceiverIsAwayForAWhile(Browser browser) {
		Path film = RoomFiles.write(this.folder, "film.bin", SIZE);
		try (PhotoSite site = slowSite(0);
				RoomTab host = RoomTab.host(browser, url(site), film);
				RoomTab guest = RoomTab.open(browser, host.link(), CUTTABLE)) {
			receiveHalf(guest);
			guest.page().evaluate("cutOff()");
			guest.page().waitForTimeout(15_000);
			guest.page().evaluate("cut = false");
			assertThatFileArrives(guest, film);
			assertThat(relayed(site)).isLessThan(SIZE + UNDER_WAY);
		}
	}

	private static void receiveHalf(RoomTab guest) {
		guest.button("Download film.bin").click();
		Locator progress = guest.file("film.bin").locator("progress");
		guest.page().waitForCondition(() -> (boolean) progress.evaluate("(it) => it.value > it.max / 2"));
	}

	private static void assertThatFileArrives(RoomTab guest, Path film) {
		guest.page()
			.waitForCondition(() -> guest.file("film.bin").textContent().contains("Received"),
					new WaitForConditionOptions().setTimeout(90_000));
		assertThat(guest.save("film.bin")).isEqualTo(RoomFiles.read(film));
	}

	private static double relayed(PhotoSite site) {
		return site.bean(MeterRegistry.class).get("peerconnect.rooms.relay.bytes").counter().count();
	}

	private PhotoSite slowSite(int port) {
		return PhotoSite.startWithUsualDeadlines(this.folder, "peerconnect.rooms.enabled=true",
				"peerconnect.rooms.relay-rate-per-room=2MB", "server.port=" + port);
	}

	private static String url(PhotoSite site) {
		return site.url("/peerconnect/rooms");
	}

}
