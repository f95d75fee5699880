package io.peerconnect.browser;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.CloseOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opening the page, and serving files from it.
 */
@ExtendWith(Chromium.class)
class RoomSendTests {

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

	private static String url() {
		return site.url("/peerconnect/rooms");
	}

	@Test
	void choosingFilesOpensARoomWithALinkOfItsOwn(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab one = RoomTab.host(browser, url(), notes); RoomTab other = RoomTab.host(browser, url(), notes)) {
			assertThat(one.link()).matches("\\Q" + url() + "\\E/[A-Za-z0-9_-]{22}#[A-Za-z0-9_-]{22}");
			assertThat(one.page().url()).isEqualTo(one.link());
			assertThat(other.link()).isNotEqualTo(one.link());
			assertThat(other.link().split("#")[1]).isNotEqualTo(one.link().split("#")[1]);
		}
	}

	@Test
	void offeredFilesAreListedWithNameSizeAndWhoHasThem(Browser browser) {
		Path photo = RoomFiles.write(folder, "photo.jpg", 2_500_000);
		try (RoomTab host = RoomTab.host(browser, url(), photo)) {
			host.awaitFile("photo.jpg", "2.5 MB");
			try (RoomTab guest = RoomTab.guest(browser, host.link())) {
				guest.download("photo.jpg");
				host.awaitFile("photo.jpg", "has it");
				host.awaitPerson("Guest 1", "2.5 MB of 2.5 MB");
			}
		}
	}

	@Test
	void filesAreAddedAndRemovedWhileTheRoomIsOpen(Browser browser) {
		Path first = RoomFiles.write(folder, "first.txt", 100);
		Path second = RoomFiles.write(folder, "second.txt", 200);
		try (RoomTab host = RoomTab.host(browser, url(), first); RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.awaitFile("first.txt", "100 byte");
			host.choose("Add files", second).awaitTitle("Sharing 2 files");
			guest.awaitFile("second.txt", "200 byte");

			host.button("Stop offering first.txt").click();

			assertThat(guest.file("first.txt")).hasCount(0);
			assertThat(guest.file("second.txt")).hasCount(1);
			assertThat(guest.download("second.txt").save("second.txt")).isEqualTo(RoomFiles.read(second));
		}
	}

	@Test
	void filesAreDroppedAnywhereOnThePageOrPasted(Browser browser) {
		try (RoomTab host = RoomTab.open(browser, url())) {
			host.awaitTitle("Send files").drop("dropped.txt", "too.txt").awaitTitle("Sharing 2 files");
			host.paste("pasted.txt").awaitTitle("Sharing 3 files");
			try (RoomTab guest = RoomTab.guest(browser, host.link())) {
				assertThat(guest.download("pasted.txt").save("pasted.txt")).asString().isEqualTo("pasted.txt");
			}
		}
	}

	@Test
	void foldersKeepTheirStructure(Browser browser) {
		Path inner = RoomFiles.write(folder, "Alps/Day 1/peak.jpg", 3_000);
		RoomFiles.write(folder, "Alps/list.txt", 50);
		try (RoomTab host = RoomTab.open(browser, url())) {
			host.choose("Choose a folder", folder.resolve("Alps")).awaitTitle("Sharing 2 files");
			host.awaitFile("Alps", "2 files");
			try (RoomTab guest = RoomTab.guest(browser, host.link())) {
				guest.awaitFile("Alps", "2 files");
				guest.file("Alps").locator(".row-toggle").click();
				guest.awaitFile("peak.jpg", "Day 1");
				guest.button("Download peak.jpg").click();
				guest.awaitFile("peak.jpg", "Received");
				assertThat(guest.save("peak.jpg")).isEqualTo(RoomFiles.read(inner));
			}
		}
	}

	@Test
	void qrCodeLeadsToTheLink(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.host(browser, url(), notes)) {
			assertThat(host.page().locator(".qr svg")).isVisible();
			assertThat(readQrCode(host.page().locator(".qr").screenshot())).isEqualTo(host.link());
		}
	}

	@Test
	void qrCodeCanBeReadInDarkModeOnAPhone(Browser browser) {
		NewContextOptions phone = new NewContextOptions().setViewportSize(390, 844).setColorScheme(ColorScheme.DARK);
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.open(browser, phone, url())) {
			host.choose("Choose files", notes).awaitTitle("Sharing");
			assertThat(host.page().locator(".qr svg")).isVisible();
			assertThat(readQrCode(host.page().locator(".qr").screenshot())).isEqualTo(host.link());
		}
	}

	@Test
	void qrCodeCanBeReadWhereTheVisitorForcesColours(Browser browser) {
		NewContextOptions forced = new NewContextOptions().setForcedColors(ForcedColors.ACTIVE)
			.setColorScheme(ColorScheme.DARK);
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.open(browser, forced, url())) {
			host.choose("Choose files", notes).awaitTitle("Sharing");
			assertThat(host.page().locator(".qr svg")).isVisible();
			assertThat(readQrCode(host.page().locator(".qr").screenshot())).isEqualTo(host.link());
		}
	}

	@Test
	void linkIsCopiedAndShared(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		NewContextOptions options = new NewContextOptions()
			.setPermissions(List.of("clipboard-read", "clipboard-write"));
		String share = "navigator.share = (data) => { window.shared = data.url; return Promise.resolve(); }";
		try (RoomTab host = RoomTab.open(browser, options, url(), share)) {
			host.choose("Choose files", notes).awaitTitle("Sharing");
			host.button("Copy link").click();
			assertThat(host.button("Copied")).isVisible();
			assertThat(host.page().evaluate("navigator.clipboard.readText()")).isEqualTo(host.link());
			String code = host.code();
			host.page().locator(".code-text").click();
			host.awaitText("Copied");
			assertThat(host.page().evaluate("navigator.clipboard.readText()")).isEqualTo(code);
			host.button("Share").click();
			assertThat(host.page().evaluate("window.shared")).isEqualTo(host.link());
		}
	}

	@Test
	void closingTheTabStopsServingAndTheOtherSideIsTold(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.host(browser, url(), notes); RoomTab guest = RoomTab.guest(browser, host.link())) {
			host.page().close();
			guest.awaitText("The sender closed the tab or lost the connection");
		}
	}

	@Test
	void stopSharingEndsTheRoomForEverybody(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.host(browser, url(), notes); RoomTab guest = RoomTab.guest(browser, host.link())) {
			String link = host.link();
			host.button("Stop sharing").click();
			host.awaitTitle("Send files");
			guest.awaitTitle("The room was closed");
			try (RoomTab late = RoomTab.open(browser, link)) {
				late.awaitTitle("Nobody is sharing here");
			}
		}
	}

	@Test
	void tabWarnsBeforeItClosesWhileOthersReceive(Browser browser) {
		Path big = RoomFiles.write(folder, "big.bin", 80 * RoomFiles.MB);
		try (RoomTab host = RoomTab.host(browser, url(), big); RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.button("Download big.bin").click();
			assertThat(host.file("big.bin").locator("progress")).isVisible();
			String[] asked = new String[1];
			host.page().onDialog((Dialog dialog) -> {
				asked[0] = dialog.type();
				dialog.dismiss();
			});

			host.page().close(new CloseOptions().setRunBeforeUnload(true));
			Awaitility.await().until(() -> {
				host.page().waitForTimeout(50);
				return asked[0] != null;
			});

			assertThat(asked[0]).isEqualTo("beforeunload");
			assertThat(host.page().isClosed()).isFalse();
			host.button("Stop sharing").click();
			host.awaitText("Others are still receiving");
			host.button("Keep going").click();
			host.awaitTitle("Sharing");
		}
	}

	@Test
	void tabThatNobodyReceivesFromClosesWithoutAQuestion(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.host(browser, url(), notes); RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.download("notes.txt");
			host.awaitFile("notes.txt", "has it");
			List<String> asked = new ArrayList<>();
			host.page().onDialog((Dialog dialog) -> {
				asked.add(dialog.type());
				dialog.accept();
			});

			host.page().close(new CloseOptions().setRunBeforeUnload(true));

			guest.awaitText("The sender closed the tab");
			assertThat(asked).isEmpty();
		}
	}

	@Test
	void hostWhoReloadsIsStillTheHost(Browser browser) {
		Path notes = RoomFiles.write(folder, "notes.txt", 5_000);
		try (RoomTab host = RoomTab.host(browser, url(), notes); RoomTab guest = RoomTab.guest(browser, host.link())) {
			host.page().reload();
			host.awaitText("You reloaded this page");
			host.choose("Add files", notes).awaitTitle("Sharing 1 file");
			guest.download("notes.txt");
			assertThat(guest.save("notes.txt")).isEqualTo(RoomFiles.read(notes));
		}
	}

	private static String readQrCode(byte[] png) {
		try {
			BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
			int width = image.getWidth();
			int height = image.getHeight();
			int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
			RGBLuminanceSource source = new RGBLuminanceSource(width, height, pixels);
			return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
		}
		catch (IOException | NotFoundException | com.google.zxing.ChecksumException
				| com.google.zxing.FormatException ex) {
			throw new AssertionError("No QR code can be read", ex);
		}
	}

}
