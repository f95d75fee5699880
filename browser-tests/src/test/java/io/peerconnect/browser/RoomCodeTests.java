package io.peerconnect.browser;

import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Getting into a room by a code that people read out and type in.
 */
@ExtendWith(Chromium.class)
class RoomCodeTests {

	@TempDir
	private static Path folder;

	private static PhotoSite site;

	private static Path notes;

	@BeforeAll
	static void start() {
		site = PhotoSite.startWithUsualDeadlines(folder, "peerconnect.rooms.enabled=true");
		notes = RoomFiles.write(folder, "notes.txt", 5_000);
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	private static String url() {
		return site.url("/peerconnect/rooms");
	}

	@Test
	void codeLeadsIntoTheRoom(Browser browser) {
		try (RoomTab host = RoomTab.host(browser, url(), notes); RoomTab guest = RoomTab.open(browser, url())) {
			guest.enter(host.code()).awaitTitle("Receiving");
			assertThat(guest.page().url()).isEqualTo(host.link());
			assertThat(guest.download("notes.txt").save("notes.txt")).isEqualTo(RoomFiles.read(notes));
		}
	}

	@Test
	void codeIsUnderstoodHoweverItIsTyped(Browser browser) {
		try (RoomTab host = RoomTab.host(browser, url(), notes); RoomTab guest = RoomTab.open(browser, url())) {
			String[] parts = host.code().split("-");
			String sloppy = parts[0] + "  " + parts[1].toUpperCase() + " " + parts[2].substring(0, 3) + "."
					+ parts[3].replaceFirst(".$", "x");
			guest.enter(sloppy).awaitTitle("Receiving");
		}
	}

	@Test
	void codeServesSeveralPeople(Browser browser) {
		try (RoomTab host = RoomTab.host(browser, url(), notes);
				RoomTab one = RoomTab.open(browser, url());
				RoomTab two = RoomTab.open(browser, url())) {
			String code = host.code();
			one.enter(code).awaitTitle("Receiving");
			two.enter(code).awaitTitle("Receiving");
			host.awaitPerson("Guest 2", "Direct");
		}
	}

	@Test
	void textThatIsNoCodeAndCodesThatNobodyHasAreToldApart(Browser browser) {
		try (RoomTab guest = RoomTab.open(browser, url())) {
			guest.enter("hello").awaitText("That is no code");
			guest.enter("999-acorn-agent-alarm").awaitText("There is no such code");
		}
	}

	@Test
	void codeIsCopied(Browser browser) {
		NewContextOptions options = new NewContextOptions()
			.setPermissions(List.of("clipboard-read", "clipboard-write"));
		try (RoomTab host = RoomTab.open(browser, options, url())) {
			host.choose("Choose files", notes).awaitTitle("Sharing");
			String code = host.code();
			host.page().locator(".code-text").click();
			host.awaitText("Copied");
			assertThat(host.page().evaluate("navigator.clipboard.readText()")).isEqualTo(code);
		}
	}

	@Test
	@SuppressWarnings("unchecked")
	void serverNeverSeesTheWordsNorTheKey(Browser browser) {
		try (RoomTab host = RoomTab.open(browser, url(), "window.frames_ = [];", """
				WebSocket.prototype.send = new Proxy(WebSocket.prototype.send, {
					apply(send, socket, [data]) {
						frames_.push(typeof data === "string" ? data : new TextDecoder().decode(data));
						return Reflect.apply(send, socket, [data]);
					},
				});
				""")) {
			host.choose("Choose files", notes).awaitTitle("Sharing");
			try (RoomTab guest = RoomTab.open(browser, url())) {
				String code = host.code();
				guest.enter(code).awaitTitle("Receiving");
				String sent = String.join("\n", (List<String>) host.page().evaluate("frames_"));
				assertThat(sent).contains("code-message").contains("room-signal");
				for (String word : code.split("-")) {
					if (!word.matches("\\d+")) {
						assertThat(sent).doesNotContain(word);
					}
				}
				assertThat(sent).doesNotContain(host.link().split("#")[1]).doesNotContain("candidate:");
			}
		}
	}

}
