package io.peerconnect.browser;

import java.nio.file.Path;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Guessing the words of a code, on a site of its own: sites limit how often one address
 * may try.
 */
@ExtendWith(Chromium.class)
class RoomCodeGuessTests {

	@TempDir
	private Path folder;

	@Test
	void wrongWordsThreeTimesBurnTheCode(Browser browser) {
		Path notes = RoomFiles.write(this.folder, "notes.txt", 5_000);
		try (PhotoSite site = PhotoSite.startWithUsualDeadlines(this.folder, "peerconnect.rooms.enabled=true");
				RoomTab host = RoomTab.host(browser, site.url("/peerconnect/rooms"), notes);
				RoomTab stranger = RoomTab.open(browser, site.url("/peerconnect/rooms"))) {
			String code = host.code();
			String number = code.substring(0, code.indexOf('-'));
			String wrong = number + (code.contains("-acorn-") ? "-zinc-zinc-zinc" : "-acorn-acorn-acorn");
			stranger.enter(wrong).awaitText("The words are not right");
			assertThat(stranger.page().getByLabel("Code")).hasValue(wrong);
			assertThat(stranger.page().getByLabel("Code")).isFocused();
			stranger.enter(wrong).awaitText("The words are not right");
			stranger.enter(wrong);
			host.awaitText("Somebody typed wrong words three times");
			try (RoomTab late = RoomTab.open(browser, site.url("/peerconnect/rooms"))) {
				late.enter(code).awaitText("code");
				assertThat(late.title()).containsText("Send files");
				assertThat(late.page().locator("#code-problem")).not().isEmpty();
			}
			assertThat(host.page().locator(".person")).hasCount(0);

			host.button("New code").click();
			String fresh = host.code();
			assertThat(fresh).isNotEqualTo(code);
			try (RoomTab guest = RoomTab.open(browser, site.url("/peerconnect/rooms"))) {
				guest.enter(fresh).awaitTitle("Receiving");
			}
		}
	}

}
