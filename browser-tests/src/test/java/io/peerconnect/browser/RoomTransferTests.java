package io.peerconnect.browser;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import io.peerconnect.browser.Chromium.Profiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tabs send each other files over real data channels, to the real disk of the browser.
 */
@ExtendWith(Chromium.class)
class RoomTransferTests {

	private static final long MIB = 1024 * 1024;

	/**
	 * What two tabs and the browser may take for a transfer of any length.
	 */
	private static final long CONSTANT_MEMORY = 400 * MIB;

	@TempDir
	private Path folder;

	private HarnessSite site;

	private BrowserContext room;

	private HarnessTab alice;

	private HarnessTab bob;

	@BeforeEach
	void enter(Profiles profiles) {
		this.site = HarnessSite.start();
		this.room = profiles.open(this.folder.resolve("profile"));
		this.alice = HarnessTab.join(this.room, this.site, "alice");
		this.bob = HarnessTab.join(this.room, this.site, "bob");
	}

	@AfterEach
	void leave() {
		this.room.close();
		this.site.close();
	}

	@Test
	void largeFileArrivesInConstantMemory() {
		transferInConstantMemory(600 * MIB, 120);
	}

	@Test
	@Tag("huge")
	void fileOfFourGibibytesArrivesInConstantMemory() {
		transferInConstantMemory(4096 * MIB, 1200);
	}

	private void transferInConstantMemory(long size, int seconds) {
		this.alice.offerGenerated("large.bin", size);
		this.bob.awaitListed(1);
		try (ChromiumMemory memory = ChromiumMemory.watching()) {
			long start = System.nanoTime();
			this.bob.downloadAll();
			this.bob.awaitState("done", seconds);
			System.out.printf("%d MiB in %.1f s, %d MiB of memory more than before%n", size / MIB,
					(System.nanoTime() - start) / 1e9, memory.growth() / MIB);
			assertThat(memory.growth()).isLessThan(CONSTANT_MEMORY);
		}
		assertThat(this.bob.download()).containsEntry("sink", "private");
		assertThat(this.bob.isIntact()).isTrue();
		assertThat(this.alice.sent()).isEqualTo(size);
	}

	@Test
	void receiverThatReloadsGoesOnWhereItStopped() {
		this.alice.offerGenerated("lion.bin", 60 * MIB);
		this.bob.awaitListed(1);
		this.bob.downloadAll();
		this.bob.awaitBytes(20 * MIB);
		this.bob.reload();
		this.bob.await("() => harness.downloads().length === 1", 10);
		this.bob.awaitState("done", 60);
		assertThat(this.bob.isIntact()).isTrue();
		// What was there stays; what was under way is sent again.
		assertThat(this.alice.sent()).isBetween(60 * MIB, 60 * MIB + 30 * MIB);
	}

	@Test
	void senderThatReloadsAndOffersTheFileAgainGoesOn() {
		this.alice.offerGenerated("lion.bin", 60 * MIB);
		this.bob.awaitListed(1);
		this.bob.downloadAll();
		this.bob.awaitBytes(20 * MIB);
		this.alice.reload();
		this.alice.offerGenerated("lion.bin", 60 * MIB);
		this.bob.awaitState("done", 60);
		assertThat(this.bob.isIntact()).isTrue();
		assertThat(this.alice.sent()).isLessThanOrEqualTo(40 * MIB);
	}

	@Test
	void pathThatIsLostMidFileCostsNoByte() {
		this.alice.offerGenerated("lion.bin", 60 * MIB);
		this.bob.awaitListed(1);
		this.bob.downloadAll();
		for (int part = 1; part <= 3; part++) {
			this.bob.awaitBytes(part * 12 * MIB);
			this.alice.page().evaluate("() => harness.losePaths()");
		}
		this.bob.awaitState("done", 60);
		assertThat(this.bob.isIntact()).isTrue();
		assertThat(this.alice.sent()).isLessThan(60 * MIB + 3 * 8 * MIB);
	}

	@Test
	void fileThatChangesWhileItIsSentEndsWithAReasonAndLeavesNothing() throws IOException {
		Path lion = pick("lion.bin", 100);
		this.bob.awaitBytes(5 * MIB);
		Files.writeString(lion, "no lion any more");
		this.bob.awaitState("failed", 30);
		assertThat(this.bob.download()).containsEntry("failure", "changed");
		this.bob.await("async () => (await harness.privateFiles()).length === 0", 10);
		assertThat(this.alice.strings("() => harness.transfers.offers[0].files.map((it) => it.trouble)"))
			.containsExactly("changed");
	}

	@Test
	void fileThatVanishesWhileItIsSentEndsWithAReason() throws IOException {
		Path lion = pick("lion.bin", 100);
		this.bob.awaitBytes(5 * MIB);
		Files.delete(lion);
		this.bob.awaitState("failed", 30);
		assertThat(this.bob.download().get("failure")).isIn("vanished", "changed");
	}

	private Path pick(String name, int mebibytes) throws IOException {
		Path file = this.folder.resolve(name);
		try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
			sparse.setLength(mebibytes * MIB);
		}
		this.alice.page().setInputFiles("input", file);
		this.alice.page().evaluate("() => harness.offerPicked(document.querySelector('input'))");
		this.bob.awaitListed(1);
		this.bob.downloadAll();
		return file;
	}

	@Test
	void fiveReceiversTakeLessThanTwiceTheFileFromTheSender() {
		List<HarnessTab> receivers = Stream.of("bob", "carol", "dave", "erin", "frank")
			.map((name) -> name.equals("bob") ? this.bob : HarnessTab.join(this.room, this.site, name))
			.toList();
		this.alice.offerGenerated("lion.bin", 40 * MIB);
		receivers.forEach((receiver) -> receiver.awaitListed(1));
		receivers.forEach(HarnessTab::downloadAll);
		receivers.forEach((receiver) -> receiver.awaitState("done", 120));
		assertThat(receivers).allMatch(HarnessTab::isIntact);
		assertThat(this.alice.sent()).isLessThanOrEqualTo(2 * 40 * MIB);
	}

	@Test
	void twoThousandSmallFilesArriveAsOneArchiveWithTheirFolders() throws IOException {
		this.alice.page().evaluate("() => harness.offerMany(2000, 1000)");
		this.bob.awaitListed(2000);
		this.bob.page().evaluate("() => harness.downloadAll({ as: 'zip', name: 'many' })");
		this.bob.awaitState("done", 60);
		Download saved = this.bob.page().waitForDownload(() -> this.bob.page().evaluate("() => harness.saveFirst()"));
		assertThat(saved.suggestedFilename()).isEqualTo("many.zip");
		Path archive = this.folder.resolve("many.zip");
		saved.saveAs(archive);
		try (ZipFile zip = new ZipFile(archive.toFile())) {
			assertThat(zip.size()).isEqualTo(2000);
			byte[] last = zip.getInputStream(zip.getEntry("many/99/1999.bin")).readAllBytes();
			assertThat(last).hasSize(1000).startsWith(0, 0, 7, 207);
		}
	}

	@Test
	void filesArriveInAFolderOfTheVisitorUnderNamesOfTheirOwn() {
		this.alice.offerGenerated("lion.bin", 3 * MIB);
		this.alice.page().evaluate("() => harness.offerMany(3, 10)");
		this.bob.awaitListed(4);
		this.bob.page().evaluate("() => harness.downloadToFolder()");
		this.bob.awaitState("done", 60);
		this.bob.page().evaluate("() => harness.downloadToFolder()");
		this.bob.awaitState("done", 60);
		assertThat(this.bob.strings("() => harness.folderContents()")).containsExactly("lion (1).bin 3145728",
				"lion.bin 3145728", "many/0/0 (1).bin 10", "many/0/0.bin 10", "many/1/1 (1).bin 10", "many/1/1.bin 10",
				"many/2/2 (1).bin 10", "many/2/2.bin 10");
	}

	@Test
	void downloadThatIsCancelledLeavesNothingInTheFolder() {
		this.alice.offerGenerated("lion.bin", 200 * MIB);
		this.bob.awaitListed(1);
		this.bob.page().evaluate("() => harness.downloadToFolder()");
		this.bob.awaitBytes(5 * MIB);
		this.bob.page().evaluate("() => harness.transfers.cancel(harness.transfers.downloads[0].key)");
		this.bob.await("async () => (await harness.folderContents()).length === 0", 10);
	}

	@Test
	void diskWithoutRoomIsSaidBeforeAnythingIsSent() {
		limitQuota(100 * MIB);
		this.alice.offerGenerated("lion.bin", 160 * MIB);
		this.bob.awaitListed(1);
		this.bob.downloadAll();
		this.bob.awaitState("failed", 30);
		assertThat(this.bob.download()).containsEntry("failure", "no-space");
		assertThat(this.alice.sent()).isZero();
		this.bob.await("async () => (await harness.privateFiles()).length === 0", 10);
	}

	@Test
	void diskThatFillsUpEndsTheDownloadWithAReasonAndLeavesNothing() {
		limitQuota(30 * MIB);
		this.alice.offerGenerated("lion.bin", 100 * MIB);
		this.bob.awaitListed(1);
		this.bob.page().evaluate("() => harness.downloadToFolder()");
		this.bob.awaitBytes(5 * MIB);
		this.bob.awaitState("failed", 30);
		assertThat(this.bob.download()).containsEntry("failure", "no-space");
		this.bob.await("async () => (await harness.folderContents()).length === 0", 10);
	}

	private void limitQuota(long bytes) {
		JsonObject quota = new JsonObject();
		quota.addProperty("origin", this.site.url().replaceAll("/$", ""));
		quota.addProperty("quotaSize", bytes);
		this.room.newCDPSession(this.bob.page()).send("Storage.overrideQuotaForOrigin", quota);
	}

	@Test
	void speedAndTimeLeftAreToldOnBothSides() {
		this.alice.offerGenerated("lion.bin", 100 * MIB);
		this.bob.awaitListed(1);
		this.bob.downloadAll();
		this.bob.awaitBytes(30 * MIB);
		this.bob.await("() => harness.downloads()[0].speed > 0 && harness.downloads()[0].etaMs > 0", 10);
		this.alice.await("() => harness.transfers.offers[0].receivers[0].etaMs > 0", 10);
		this.bob.awaitState("done", 60);
	}

}
