package io.peerconnect.browser;

import java.nio.file.Path;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rooms in which everybody may offer files.
 */
@ExtendWith(Chromium.class)
class RoomGroupTests {

	@TempDir
	private static Path folder;

	private static PhotoSite site;

	@BeforeAll
	static void start() {
		site = PhotoSite.startWithUsualDeadlines(folder, "peerconnect.rooms.enabled=true",
				"peerconnect.rooms.public-list=site");
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	private static String url() {
		return site.url("/peerconnect/rooms");
	}

	@Test
	void nameAndStartMakeAGroupThatALinkLeadsInto(Browser browser) {
		try (RoomTab ann = RoomTab.group(browser, url(), "Ann");
				RoomTab bob = RoomTab.member(browser, ann.link(), "Bob")) {
			ann.awaitPerson("Bob", "Direct");
			bob.awaitPerson("Ann", "Direct").awaitPerson("Ann", "host");
		}
	}

	@Test
	void everybodySeesEverybodyAndWhoCameAndLeft(Browser browser) {
		try (RoomTab ann = RoomTab.group(browser, url(), "Ann");
				RoomTab bob = RoomTab.member(browser, ann.link(), "Bob")) {
			try (RoomTab carl = RoomTab.member(browser, ann.link(), "Carl")) {
				ann.awaitPerson("Bob", "Direct").awaitPerson("Carl", "Direct");
				bob.awaitPerson("Ann", "Direct").awaitPerson("Carl", "Direct");
				carl.awaitPerson("Ann", "Direct").awaitPerson("Bob", "Direct");
				carl.button("Leave").click();
				carl.awaitTitle("You left the room");
			}
			assertThat(bob.person("Carl")).hasCount(0);
			bob.page().getByText("What happened").click();
			bob.awaitText("Carl left");
			assertThat(bob.page().locator("[role=status]")).containsText("Carl left");
		}
	}

	@Test
	void filesForAllAreAcceptedOrDeclinedByEach(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 400_000);
		try (RoomTab ann = RoomTab.group(browser, url(), "Ann");
				RoomTab bob = RoomTab.member(browser, ann.link(), "Bob");
				RoomTab carl = RoomTab.member(browser, ann.link(), "Carl")) {
			ann.awaitPerson("Bob", "Direct").awaitPerson("Carl", "Direct");
			ann.choose("Add files", notes);
			bob.awaitText("Ann offers 1 file, 400 kB");
			carl.awaitText("Ann offers 1 file, 400 kB");
			assertThat(bob.page().locator(".file")).hasCount(0);

			bob.button("Accept").click();
			carl.button("Decline").click();

			bob.awaitFile("notes.txt", "Received");
			assertThat(bob.save("notes.txt")).isEqualTo(RoomFiles.read(notes));
			assertThat(carl.page().locator(".proposal")).hasCount(0);
			assertThat(carl.page().locator(".file")).hasCount(0);
			ann.awaitFile("notes.txt", "has it").awaitFile("notes.txt", "declined");
			ann.awaitPerson("Bob", "400 kB of 400 kB");
		}
	}

	@Test
	void filesForOneAreSeenByNobodyElse(Browser browser) {
		Path secret = RoomFiles.write(folder, "secret.txt", 1_000);
		try (RoomTab ann = RoomTab.group(browser, url(), "Ann");
				RoomTab bob = RoomTab.member(browser, ann.link(), "Bob");
				RoomTab carl = RoomTab.member(browser, ann.link(), "Carl")) {
			ann.awaitPerson("Bob", "Direct").awaitPerson("Carl", "Direct");
			FileChooser chooser = ann.page().waitForFileChooser(() -> ann.button("Send to Bob").click());
			chooser.setFiles(secret);
			bob.awaitText("Ann offers you 1 file");
			bob.button("Accept").click();
			bob.awaitFile("secret.txt", "Received");
			ann.awaitFile("secret.txt", "only for Bob").awaitFile("secret.txt", "has it");
			assertThat(carl.page().locator(".proposal")).hasCount(0);
			assertThat(carl.page().locator("peerconnect-room")).not().containsText("secret.txt");
		}
	}

	@Test
	void everybodySendsAtTheSameTime(Browser browser) {
		Path ofAnn = RoomFiles.write(folder, "of-ann.bin", 8 * RoomFiles.MB);
		Path ofBob = RoomFiles.write(folder, "of-bob.bin", 8 * RoomFiles.MB);
		try (RoomTab ann = RoomTab.group(browser, url(), "Ann");
				RoomTab bob = RoomTab.member(browser, ann.link(), "Bob");
				RoomTab carl = RoomTab.member(browser, ann.link(), "Carl")) {
			carl.awaitPerson("Ann", "Direct").awaitPerson("Bob", "Direct");
			ann.choose("Add files", ofAnn);
			bob.choose("Add files", ofBob);
			carl.awaitText("Ann offers").awaitText("Bob offers");
			carl.accept("Ann").accept("Bob");
			bob.accept("Ann");
			ann.accept("Bob");
			carl.awaitFile("of-ann.bin", "Received").awaitFile("of-bob.bin", "Received");
			bob.awaitFile("of-ann.bin", "Received");
			ann.awaitFile("of-bob.bin", "Received");
			assertThat(carl.save("of-ann.bin")).isEqualTo(RoomFiles.read(ofAnn));
			assertThat(carl.save("of-bob.bin")).isEqualTo(RoomFiles.read(ofBob));
			assertThat(ann.file("of-ann.bin").getByText("has it")).hasCount(2);
		}
	}

	@Test
	void someFilesOfAnOfferAreChosen(Browser browser) {
		Path one = RoomFiles.write(folder, "one.txt", 10);
		Path two = RoomFiles.write(folder, "two.txt", 20);
		try (RoomTab ann = RoomTab.group(browser, url(), "Ann");
				RoomTab bob = RoomTab.member(browser, ann.link(), "Bob")) {
			ann.awaitPerson("Bob", "Direct").choose("Add files", one, two);
			bob.awaitText("Ann offers 2 files");
			bob.button("Choose some").click();
			bob.download("two.txt");
			assertThat(bob.button("Download one.txt")).isVisible();
		}
	}

	@Test
	void hostLocksRemovesAndCloses(Browser browser) {
		try (RoomTab ann = RoomTab.group(browser, url(), "Ann");
				RoomTab bob = RoomTab.member(browser, ann.link(), "Bob");
				RoomTab carl = RoomTab.member(browser, ann.link(), "Carl")) {
			String link = ann.link();
			ann.awaitPerson("Bob", "Direct").awaitPerson("Carl", "Direct");
			ann.button("Lock").click();
			assertThat(ann.button("Unlock")).isVisible();
			bob.awaitText("Locked");
			try (RoomTab late = RoomTab.open(browser, link)) {
				late.awaitTitle("The room is locked");
				ann.button("Unlock").click();
				bob.page()
					.waitForCondition(() -> !bob.page().locator("peerconnect-room").innerText().contains("Locked"));
				late.button("Try again").click();
				late.awaitTitle("Group");
			}
			ann.button("Remove Carl").click();
			carl.awaitTitle("You were removed from the room");
			assertThat(bob.person("Carl")).hasCount(0);
			assertThat(bob.button("Remove Ann")).hasCount(0);
			ann.button("Close the room").click();
			bob.awaitTitle("The room was closed");
		}
	}

	@Test
	void namesAreShownAsTextAndFollowChanges(Browser browser) {
		try (RoomTab ann = RoomTab.group(browser, url(), "<b>Ann</b>");
				RoomTab bob = RoomTab.open(browser, ann.link())) {
			bob.awaitTitle("Group").awaitPerson("<b>Ann</b>", "Direct");
			ann.awaitPerson("Guest 1", "Direct");
			bob.page().getByPlaceholder("Your name").fill("Bob");
			bob.page().getByPlaceholder("Your name").blur();
			ann.awaitPerson("Bob", "Direct");
		}
	}

	@Test
	void listedRoomIsFoundAndJoinedByOthers(Browser browser) {
		try (RoomTab ann = RoomTab.open(browser, url())) {
			ann.page().getByLabel("Your name, if you like").fill("Ann");
			ann.page().getByLabel("Show it to everybody").fill("Holiday pictures");
			ann.button("Start a group").click();
			ann.awaitTitle("Group");
			try (RoomTab bob = RoomTab.open(browser, url())) {
				bob.awaitText("Holiday pictures");
				bob.page()
					.locator(".row", new Page.LocatorOptions().setHasText("Holiday pictures"))
					.getByText("Join")
					.click();
				bob.awaitTitle("Group").awaitPerson("Ann", "Direct");
			}
		}
	}

	@Test
	void roomsAreNotListedUnlessTheirHostsSaySo(Browser browser) {
		try (RoomTab ann = RoomTab.group(browser, url(), "Ann"); RoomTab bob = RoomTab.open(browser, url())) {
			bob.awaitText("Open rooms on this site");
			assertThat(bob.page().locator("peerconnect-room")).not().containsText("Ann");
		}
	}

}
