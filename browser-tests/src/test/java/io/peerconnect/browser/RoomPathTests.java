package io.peerconnect.browser;

import java.nio.file.Path;
import java.util.Arrays;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which way files go between the members of a room, and that they get there whichever it
 * is.
 */
@ExtendWith(Chromium.class)
class RoomPathTests {

	/* Returns the kind of the local candidate of the connection in use. */
	private static final String CANDIDATE = """
			async () => {
				for (const connection of connections.filter((it) => it.connectionState === "connected")) {
					const stats = await connection.getStats();
					for (const it of stats.values()) {
						if (it.type === "candidate-pair" && it.nominated && it.state === "succeeded") {
							return stats.get(it.localCandidateId).candidateType;
						}
					}
				}
				return "none";
			}
			""";

	@TempDir
	private static Path folder;

	private static PhotoSite site;

	@BeforeAll
	static void start() {
		site = PhotoSite.startWithUsualDeadlines(folder, "peerconnect.rooms.enabled=true");
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@Test
	void filesGoDirectlyWhereThatIsPossible(Browser browser) {
		Path film = RoomFiles.write(folder, "direct.bin", 3 * RoomFiles.MB);
		try (RoomTab host = RoomTab.host(browser, url(site), film);
				RoomTab guest = RoomTab.guest(browser, host.link())) {
			host.awaitPerson("Guest 1", "Direct");
			assertThat(guest.download("direct.bin").save("direct.bin")).isEqualTo(RoomFiles.read(film));
		}
	}

	@Test
	void filesGoThroughTheSiteWhereNothingElseWorks(Browser browser) {
		Path film = RoomFiles.write(folder, "relayed.bin", 3 * RoomFiles.MB);
		try (RoomTab host = RoomTab.host(browser, url(site), film);
				RoomTab guest = RoomTab.open(browser, host.link(), RoomBrowsers.NO_DIRECT_PATH)) {
			host.awaitPerson("Guest 1", "Relayed");
			assertThat(guest.download("relayed.bin").save("relayed.bin")).isEqualTo(RoomFiles.read(film));
		}
	}

	@Test
	void browserWithoutWebRtcReceivesAndSendsThroughTheSite(Browser browser) {
		Path film = RoomFiles.write(folder, "bare.bin", 2 * RoomFiles.MB);
		Path notes = RoomFiles.write(folder, "back.bin", RoomFiles.MB);
		try (RoomTab host = RoomTab.host(browser, url(site), film);
				RoomTab guest = RoomTab.open(browser, host.link(), RoomBrowsers.NO_WEBRTC)) {
			host.awaitPerson("Guest 1", "Relayed");
			assertThat(guest.download("bare.bin").save("bare.bin")).isEqualTo(RoomFiles.read(film));
		}
		try (RoomTab host = RoomTab.open(browser, url(site), RoomBrowsers.NO_WEBRTC)) {
			host.choose("Choose files", notes).awaitTitle("Sharing");
			try (RoomTab guest = RoomTab.guest(browser, host.link())) {
				assertThat(guest.download("back.bin").save("back.bin")).isEqualTo(RoomFiles.read(notes));
			}
		}
	}

	@Test
	void relayedFileGoesOnDirectlyAsSoonAsThatIsPossible(Browser browser) {
		Path film = RoomFiles.write(folder, "upgraded.bin", 40 * RoomFiles.MB);
		try (PhotoSite slow = slowRelay();
				RoomTab host = RoomTab.open(browser, url(slow), RoomBrowsers.NO_DIRECT_PATH)) {
			host.choose("Choose files", film).awaitTitle("Sharing");
			try (RoomTab guest = RoomTab.guest(browser, host.link())) {
				host.awaitPerson("Guest 1", "Relayed");
				guest.button("Download upgraded.bin").click();
				guest.awaitFile("upgraded.bin", " left");
				host.page().evaluate("window.blocked = false");
				host.awaitPerson("Guest 1", "Direct");
				guest.awaitFile("upgraded.bin", "Received");
				assertThat(guest.save("upgraded.bin")).isEqualTo(RoomFiles.read(film));
			}
		}
	}

	@Test
	void filesGoThroughATurnServer(Browser browser) {
		Path film = RoomFiles.write(folder, "turned.bin", 3 * RoomFiles.MB);
		try (TurnServer turn = TurnServer.start("north");
				PhotoSite turned = startWithRooms(turn.properties());
				RoomTab host = RoomTab.host(browser, url(turned), film);
				RoomTab guest = RoomTab.open(browser, host.link(), RoomBrowsers.REMEMBER_CONNECTIONS)) {
			host.awaitPerson("Guest 1", "Relayed").awaitText("a relay server (TURN) passes encrypted bytes on");
			guest.awaitPerson("Sender", "Relayed");
			assertThat(guest.download("turned.bin").save("turned.bin")).isEqualTo(RoomFiles.read(film));
			assertThat(guest.page().evaluate(CANDIDATE)).isEqualTo("relay");
		}
	}

	@Test
	void fileGoesOnThroughTheSiteWhenTheDirectPathDies(Browser browser) {
		Path film = RoomFiles.write(folder, "cut.bin", 120 * RoomFiles.MB);
		try (TurnServer turn = TurnServer.start("north");
				PhotoSite turned = startWithRooms(turn.properties());
				RoomTab host = RoomTab.host(browser, url(turned), film);
				RoomTab guest = RoomTab.guest(browser, host.link())) {
			host.awaitPerson("Guest 1", "a relay server (TURN)");
			guest.button("Download cut.bin").click();
			guest.awaitFile("cut.bin", " left");
			turn.close();
			host.awaitPerson("Guest 1", "the site passes encrypted bytes on");
			guest.awaitFile("cut.bin", "Received");
			assertThat(guest.save("cut.bin")).isEqualTo(RoomFiles.read(film));
		}
	}

	private static PhotoSite slowRelay() {
		return startWithRooms("peerconnect.rooms.relay-rate-per-room=1MB");
	}

	private static PhotoSite startWithRooms(String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "peerconnect.rooms.enabled=true";
		return PhotoSite.startWithUsualDeadlines(folder, all);
	}

	private static String url(PhotoSite site) {
		return site.url("/peerconnect/rooms");
	}

}
