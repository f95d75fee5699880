package io.peerconnect.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Following a link, and taking what is offered there.
 */
@ExtendWith(Chromium.class)
class RoomReceiveTests {

	@TempDir
	private static Path folder;

	private static PhotoSite site;

	@BeforeAll
	static void start() {
		site = PhotoSite.startWithUsualDeadlines(folder, "peerconnect.rooms.enabled=true",
				"peerconnect.rooms.max-members=6", "peerconnect.rooms.max-rooms-per-address=100");
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	private static String url() {
		return site.url("/peerconnect/rooms");
	}

	@Test
	void receiverSeesNameAndSizeThenPercentageThenSaves(Browser browser) {
		Path big = RoomFiles.write(folder, "big.bin", 30 * RoomFiles.MB);
		try (RoomTab host = RoomTab.host(browser, url(), big); RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.awaitFile("big.bin", "31.5 MB");
			guest.button("Download big.bin").click();
			Locator bar = guest.file("big.bin").locator("progress");
			assertThat(bar).isVisible();
			guest.awaitFile("big.bin", "of 31.5 MB").awaitFile("big.bin", "MB/s").awaitFile("big.bin", "left");
			assertThat(bar.evaluate("(it) => it.value > 0 && it.value < it.max")).isEqualTo(true);
			guest.awaitFile("big.bin", "Received");
			assertThat(guest.save("big.bin")).isEqualTo(RoomFiles.read(big));
			guest.awaitFile("big.bin", "Saved");
		}
	}

	@Test
	void directConnectionIsShownAsDirectWithTheSameCheckOnBothSides(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.host(browser, url(), notes); RoomTab guest = RoomTab.guest(browser, host.link())) {
			host.awaitPerson("Guest 1", "Direct");
			guest.awaitPerson("Sender", "Direct");
			String check = guest.page().locator(".check b").innerText();
			assertThat(check).matches("\\d{3} \\d{3} \\d{3}");
			assertThat(host.page().locator(".check b").innerText()).isEqualTo(check);
			guest.page().locator(".way summary").click();
			guest.awaitText("Straight from browser to browser");
		}
	}

	@Test
	void someFilesOfManyAreTaken(Browser browser) {
		Path[] files = { RoomFiles.write(folder, "one.txt", 10), RoomFiles.write(folder, "two.txt", 20),
				RoomFiles.write(folder, "three.txt", 30) };
		try (RoomTab host = RoomTab.host(browser, url(), files); RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.awaitFile("three.txt", "30 byte");
			guest.page().getByLabel("Select one.txt").check();
			guest.page().getByLabel("Select three.txt").check();
			guest.button("Download 2 files").click();
			guest.awaitFile("one.txt", "Received").awaitFile("three.txt", "Received");
			assertThat(guest.button("Download two.txt")).isVisible();
			assertThat(guest.save("three.txt")).isEqualTo(RoomFiles.read(files[2]));
		}
	}

	@Test
	void allFilesAreTakenOneByOne(Browser browser) {
		Path[] files = { RoomFiles.write(folder, "one.txt", 10), RoomFiles.write(folder, "two.txt", 20) };
		try (RoomTab host = RoomTab.host(browser, url(), files); RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.awaitFile("two.txt", "20 byte");
			guest.button("Download all").click();
			guest.awaitFile("one.txt", "Received").awaitFile("two.txt", "Received");
			Map<String, byte[]> saved = new HashMap<>();
			guest.page().onDownload((download) -> saved.put(download.suggestedFilename(), read(download)));
			guest.button("Save 2 files").click();
			guest.awaitFile("one.txt", "Saved").awaitFile("two.txt", "Saved");
			guest.page().waitForCondition(() -> saved.size() == 2);
			assertThat(saved.get("one.txt")).isEqualTo(RoomFiles.read(files[0]));
			assertThat(saved.get("two.txt")).isEqualTo(RoomFiles.read(files[1]));
		}
	}

	@Test
	void allFilesAreTakenAsOneZipWithTheirFolders(Browser browser) throws IOException {
		Path inner = RoomFiles.write(folder, "Sea/Day 2/wave.jpg", 300_000);
		RoomFiles.write(folder, "Sea/empty.txt", 0);
		try (RoomTab host = RoomTab.open(browser, url())) {
			host.choose("Choose a folder", folder.resolve("Sea")).awaitTitle("Sharing 2 files");
			try (RoomTab guest = RoomTab.guest(browser, host.link())) {
				guest.awaitFile("Sea", "2 files");
				guest.button("As one zip").click();
				guest.awaitFile(".zip", "Received");
				Download download = guest.page().waitForDownload(() -> guest.file(".zip").getByText("Save").click());
				try (ZipFile zip = new ZipFile(download.path().toFile())) {
					assertThat(names(zip)).containsExactlyInAnyOrder("Sea/Day 2/wave.jpg", "Sea/empty.txt");
					try (InputStream in = zip.getInputStream(zip.getEntry("Sea/Day 2/wave.jpg"))) {
						assertThat(in.readAllBytes()).isEqualTo(RoomFiles.read(inner));
					}
				}
			}
		}
	}

	@Test
	void downloadsQueueAndArePausedResumedAndCancelled(Browser browser) {
		Path[] files = new Path[6];
		for (int i = 0; i < files.length; i++) {
			files[i] = RoomFiles.write(folder, "part" + i + ".bin", 20 * RoomFiles.MB);
		}
		try (RoomTab host = RoomTab.host(browser, url(), files); RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.awaitFile("part5.bin", "21 MB");
			guest.button("Download all").click();
			guest.awaitText("Queued");
			guest.button("Pause part0.bin").click();
			guest.awaitFile("part0.bin", "Paused");
			guest.button("Cancel part1.bin").click();
			assertThat(guest.button("Try part1.bin again")).isVisible();
			guest.awaitFile("part2.bin", "Received");
			guest.button("Resume part0.bin").click();
			guest.awaitFile("part0.bin", "Received");
			assertThat(guest.save("part0.bin")).isEqualTo(RoomFiles.read(files[0]));
			guest.button("Try part1.bin again").click();
			guest.awaitFile("part1.bin", "Received");
			assertThat(guest.save("part1.bin")).isEqualTo(RoomFiles.read(files[1]));
		}
	}

	@Test
	void sameFileIsTakenTwice(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.host(browser, url(), notes); RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.download("notes.txt");
			host.choose("Add files", notes).awaitTitle("Sharing 2 files");
			guest.button("Download notes.txt").click();
			assertThat(guest.page().locator(".file.done")).hasCount(2);
		}
	}

	@ParameterizedTest
	@CsvSource({ "photo.png,img", "sound.wav,audio", "words.txt,pre", "paper.pdf,iframe" })
	void receivedFileIsLookedAt(String name, String element, Browser browser) {
		Path file = RoomFiles.write(folder, name, RoomSamples.of(name));
		try (RoomTab host = RoomTab.host(browser, url(), file); RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.download(name);
			guest.button("View " + name).click();
			Locator dialog = guest.page().getByRole(AriaRole.DIALOG);
			assertThat(dialog).isVisible();
			if (element.equals("iframe") && !(boolean) guest.page().evaluate("navigator.pdfViewerEnabled")) {
				assertThat(dialog).containsText("This browser cannot show the file");
			}
			else {
				assertThat(dialog.locator(element)).isVisible();
			}
			if (element.equals("img")) {
				assertThat(dialog.locator("img").evaluate("(it) => it.decode().then(() => it.naturalWidth)"))
					.isEqualTo(2);
			}
			if (element.equals("audio")) {
				guest.page().waitForCondition(() -> dialog.locator("audio").evaluate("(it) => it.duration").equals(1));
			}
			if (element.equals("pre")) {
				assertThat(dialog.locator("pre")).hasText("<b>not bold</b>");
			}
			guest.page().keyboard().press("Escape");
			assertThat(dialog).isHidden();
			assertThat(guest.visitor().errors()).isEmpty();
		}
	}

	@Test
	void videoIsLookedAt(Browser browser) {
		try (RoomTab host = RoomTab.open(browser, url())) {
			byte[] film = RoomSamples.film(host.page());
			host.choose("Choose files", RoomFiles.write(folder, "film.webm", film)).awaitTitle("Sharing");
			try (RoomTab guest = RoomTab.guest(browser, host.link())) {
				guest.download("film.webm");
				guest.button("View film.webm").click();
				Locator video = guest.page().locator("dialog video");
				assertThat(video).isVisible();
				guest.page().waitForCondition(() -> video.evaluate("(it) => it.videoWidth").equals(64));
			}
		}
	}

	@Test
	void fileThatIsAPageOrAnSvgIsNeverOpened(Browser browser) {
		byte[] evil = "<svg xmlns='http://www.w3.org/2000/svg'><script>parent.hacked = 1</script></svg>"
			.getBytes(StandardCharsets.UTF_8);
		Path svg = RoomFiles.write(folder, "drawing.svg", evil);
		Path html = RoomFiles.write(folder, "page.html", evil);
		try (RoomTab host = RoomTab.host(browser, url(), svg, html);
				RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.download("drawing.svg").download("page.html");
			assertThat(guest.button("View drawing.svg")).hasCount(0);
			guest.button("View page.html").click();
			assertThat(guest.page().locator("dialog pre")).containsText("<script>");
			assertThat(guest.page().evaluate("window.hacked")).isNull();
		}
	}

	@Test
	void namesOfFilesAreTextAndNothingElse(Browser browser) {
		String name = "<img src=x onerror=hacked=1>.txt";
		try (RoomTab host = RoomTab.open(browser, url())) {
			host.awaitTitle("Send files").drop(name).awaitTitle("Sharing");
			try (RoomTab guest = RoomTab.guest(browser, host.link())) {
				assertThat(guest.page().locator(".file")).hasCount(1);
				assertThat(guest.page().locator(".file img")).hasCount(0);
				assertThat(guest.page().evaluate("window.hacked")).isNull();
				assertThat(host.page().evaluate("window.hacked")).isNull();
			}
		}
	}

	@Test
	void severalReceiversAtOnceAndALogOfWhatHappened(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 3 * RoomFiles.MB);
		try (RoomTab host = RoomTab.host(browser, url(), notes);
				RoomTab one = RoomTab.guest(browser, host.link());
				RoomTab two = RoomTab.guest(browser, host.link());
				RoomTab three = RoomTab.guest(browser, host.link())) {
			for (RoomTab guest : new RoomTab[] { one, two, three }) {
				guest.button("Download notes.txt").click();
			}
			for (RoomTab guest : new RoomTab[] { one, two, three }) {
				guest.awaitFile("notes.txt", "Received");
				assertThat(guest.save("notes.txt")).isEqualTo(RoomFiles.read(notes));
			}
			assertThat(host.file("notes.txt").getByText("has it")).hasCount(3);
			host.page().getByText("What happened").click();
			host.awaitText("Guest 3 came in").awaitText("Guest 2 has 1 file");
		}
	}

	@Test
	void roomThatIsFullSaysSo(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.host(browser, url(), notes)) {
			RoomTab[] guests = new RoomTab[5];
			for (int i = 0; i < guests.length; i++) {
				guests[i] = RoomTab.guest(browser, host.link());
			}
			try (RoomTab late = RoomTab.open(browser, host.link())) {
				late.awaitTitle("The room is full");
				guests[0].close();
				host.page().waitForCondition(() -> host.page().locator(".person").count() == 4);
				late.button("Try again").click();
				late.awaitTitle("Receiving");
			}
			finally {
				for (int i = 1; i < guests.length; i++) {
					guests[i].close();
				}
			}
		}
	}

	@Test
	void unknownRoomGivesAnErrorAndAWayOn(Browser browser) {
		try (RoomTab guest = RoomTab.open(browser, url() + "/AAAAAAAAAAAAAAAAAAAAAA#AAAAAAAAAAAAAAAAAAAAAA")) {
			guest.awaitTitle("Nobody is sharing here");
			assertThat(guest.button("Try again")).isVisible();
			guest.button("Start page").click();
			guest.awaitTitle("Send files");
			assertThat(guest.page().url()).isEqualTo(url());
		}
	}

	@Test
	void pageShowsThatItConnects(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.host(browser, url(), notes); RoomTab guest = RoomTab.open(browser, url())) {
			guest.awaitTitle("Send files");
			Route[] held = new Route[1];
			guest.page().route("**/token", (route) -> held[0] = route);
			guest.page().navigate(host.link());
			guest.awaitTitle("Contacting the site");
			assertThat(guest.page().locator("[aria-busy=true] .waves")).isVisible();
			guest.page().waitForCondition(() -> held[0] != null);
			held[0].resume();
			guest.awaitTitle("Receiving");
		}
	}

	@Test
	void linkWithAWrongOrLostKeyOpensNothing(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.host(browser, url(), notes)) {
			String withoutKey = host.link().replaceFirst("#.*", "");
			try (RoomTab wrong = RoomTab.open(browser, withoutKey + "#AAAAAAAAAAAAAAAAAAAAAA");
					RoomTab lost = RoomTab.open(browser, withoutKey);
					RoomTab cut = RoomTab.open(browser, host.link().substring(0, host.link().length() - 2))) {
				wrong.awaitTitle("This link does not open the room");
				lost.awaitTitle("This link is not complete");
				cut.awaitTitle("This link is not complete");
				assertThat(wrong.page().locator(".file")).hasCount(0);
				assertThat(host.page().locator(".person")).hasCount(0);
			}
		}
	}

	@Test
	void receiverWhoReloadsGoesOn(Browser browser) {
		Path big = RoomFiles.write(folder, "big.bin", 60 * RoomFiles.MB);
		try (RoomTab host = RoomTab.host(browser, url(), big); RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.button("Download big.bin").click();
			assertThat(guest.file("big.bin").locator("progress")).isVisible();
			guest.page()
				.waitForCondition(() -> (boolean) guest.file("big.bin")
					.locator("progress")
					.evaluate("(it) => it.value > it.max / 4"));
			guest.page().onDialog((dialog) -> dialog.accept());
			guest.page().reload();
			guest.awaitFile("big.bin", "Received");
			assertThat(guest.save("big.bin")).isEqualTo(RoomFiles.read(big));
		}
	}

	@Test
	void receiverNeedsNothingThatOnlyHostsNeed(Browser browser) {
		String old = """
				delete window.showDirectoryPicker;
				delete HTMLInputElement.prototype.webkitdirectory;
				delete Navigator.prototype.share;
				delete Navigator.prototype.wakeLock;
				""";
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.host(browser, url(), notes);
				RoomTab guest = RoomTab.open(browser, host.link(), old)) {
			guest.awaitTitle("Receiving");
			assertThat(guest.download("notes.txt").save("notes.txt")).isEqualTo(RoomFiles.read(notes));
		}
	}

	@Test
	void receivedFilesAreKeptOnTheDiskAndNotInMemory(Browser browser) {
		Path big = RoomFiles.write(folder, "big.bin", 20 * RoomFiles.MB);
		try (RoomTab host = RoomTab.host(browser, url(), big); RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.download("big.bin");
			assertThat(guest.page().evaluate("""
					async () => {
						let bytes = 0;
						const add = async (folder) => {
							for await (const entry of folder.values()) {
								bytes += entry.kind === "file" ? (await entry.getFile()).size : 0;
								if (entry.kind === "directory") await add(entry);
							}
						};
						await add(await navigator.storage.getDirectory());
						return bytes >= 20 * 1024 * 1024;
					}
					""")).isEqualTo(true);
		}
	}

	private static byte[] read(Download download) {
		return RoomFiles.read(download.path());
	}

	private static List<String> names(ZipFile zip) {
		List<String> names = new ArrayList<>();
		for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
			names.add(entries.nextElement().getName());
		}
		return names;
	}

}
