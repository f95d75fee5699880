package io.peerconnect.torrent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WatchedTorrentLibrary}, with real files and threads.
 */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class WatchedTorrentLibraryTests {

	private static final int LENGTH = 100_000;

	@TempDir
	private Path folder;

	private Path videos;

	private @Nullable TestLibrary library;

	@BeforeEach
	void makeFolder() throws IOException {
		this.videos = Files.createDirectories(this.folder.resolve("videos"));
	}

	@AfterEach
	void stop() {
		if (this.library != null) {
			this.library.close();
		}
	}

	private TestLibrary start() {
		stop();
		TestLibrary started = TestLibrary.start(this.videos, this.folder.resolve("torrents"));
		this.library = started;
		return started;
	}

	private Path write(String name, long seed) {
		return TestVideos.write(this.videos.resolve(name), LENGTH, seed);
	}

	@Test
	void videosInAllFoldersGetTorrents() throws IOException {
		write("a.mp4", 1);
		write("trips/2025/Wälder — 森.mp4", 2);
		write("trips/long talk.mp3", 3);
		TestLibrary library = start();
		library.await((torrents) -> assertThat(library.paths()).containsExactly("/videos/a.mp4",
				"/videos/trips/2025/Wälder — 森.mp4", "/videos/trips/long talk.mp3"));
		Torrent torrent = library.await("/videos/trips/2025/Wälder — 森.mp4");
		assertThat(torrent.name()).isEqualTo("Wälder — 森.mp4");
		assertThat(torrent.length()).isEqualTo(LENGTH);
		assertThat(torrent.mediaType()).isEqualTo("video/mp4");
		assertThat(torrent.file()).isEqualTo(this.videos.toRealPath().resolve("trips/2025/Wälder — 森.mp4"));
		assertThat(library.library().find(torrent.infoHash())).isEqualTo(torrent);
		assertThat(library.library().statistics()).isEqualTo(new LibraryStatistics(3, 3 * LENGTH, 0, 0, 0, 3 * LENGTH));
		assertThat(library.events()).hasSize(3);
	}

	@Test
	void whatIsNoVideoIsSkippedWithOneWarning(CapturedOutput output) throws IOException {
		write("a.mp4", 1);
		Files.writeString(this.videos.resolve("fake.mp4"), "I am text.");
		Files.createFile(this.videos.resolve("empty.mp4"));
		Files.writeString(this.videos.resolve("notes.txt"), "Not here.");
		Files.writeString(this.videos.resolve("poster.jpg"), "beside");
		Files.writeString(this.videos.resolve("a.vtt"), "WEBVTT");
		write("unwanted.avi", 4);
		write(".hidden.mp4", 5);
		write(".hidden/b.mp4", 6);
		Files.createDirectories(this.videos.resolve("folder.mp4"));
		Files.createSymbolicLink(this.videos.resolve("dangling.mp4"), this.videos.resolve("nowhere.mp4"));
		age(this.videos.resolve("empty.mp4"));
		age(this.videos.resolve("fake.mp4"));
		TestLibrary library = start();
		library.await("/videos/a.mp4");
		library.await((torrents) -> assertThat(torrents.statistics().skipped()).isEqualTo(4));
		// Other looks at the same files follow.
		write("c.mp4", 7);
		library.await("/videos/c.mp4");
		assertThat(library.paths()).containsExactly("/videos/a.mp4", "/videos/c.mp4");
		assertThat(output).containsOnlyOnce("fake.mp4': it does not begin as a file of type video/mp4 does")
			.containsOnlyOnce("empty.mp4': it is empty")
			.containsOnlyOnce("notes.txt': its name says that it is neither video nor audio")
			.containsOnlyOnce("dangling.mp4: it cannot be looked at (it is not there any more)")
			.doesNotContain("poster.jpg", "a.vtt", "unwanted.avi", ".hidden", "folder.mp4", "Exception");
	}

	@Test
	void nameThatTheJvmCannotReadIsSkipped(CapturedOutput output) {
		write("bad\uFFFD.mp4", 1);
		write("good.mp4", 2);
		TestLibrary library = start();
		library.await("/videos/good.mp4");
		library.await((torrents) -> assertThat(torrents.statistics().skipped()).isOne());
		assertThat(output).contains("its name is not in the encoding of this JVM");
	}

	@Test
	void manySkippedFilesAreWarnedOfInSummary(CapturedOutput output) throws IOException {
		for (int i = 0; i < 80; i++) {
			Files.writeString(this.videos.resolve(i + ".txt"), "text");
		}
		TestLibrary library = start();
		library.await((torrents) -> assertThat(torrents.statistics().skipped()).isEqualTo(80));
		Awaitility.await().untilAsserted(() -> assertThat(output).contains("Skipped 30 more files"));
		assertThat(output.toString().split("WARN", -1)).hasSize(52);
	}

	@Test
	void symbolicLinksThatLeadOutAreNotFollowed(CapturedOutput output) throws IOException {
		Path outside = TestVideos.write(this.folder.resolve("private/secret.mp4"), LENGTH, 1);
		Path inside = write("a.mp4", 2);
		Files.createSymbolicLink(this.videos.resolve("link.mp4"), outside);
		Files.createSymbolicLink(this.videos.resolve("private"), outside.getParent());
		Files.createSymbolicLink(this.videos.resolve("again.mp4"), inside);
		Files.createSymbolicLink(this.videos.resolve("loop"), this.videos);
		TestLibrary library = start();
		library.await((torrents) -> assertThat(library.paths()).containsExactly("/videos/a.mp4", "/videos/again.mp4"));
		assertThat(output).contains("link.mp4: it is a symbolic link that leads out of '" + this.videos.toRealPath())
			.contains("private: it is a symbolic link that leads out of '" + this.videos.toRealPath());
		assertThat(library.await("/videos/again.mp4").file()).isEqualTo(inside.toRealPath());
		// What is a link now was a file when it was hashed.
		Files.delete(inside);
		Files.createSymbolicLink(inside, outside);
		assertThat(library.library().findByPath("/videos/a.mp4")).isNull();
	}

	@Test
	void restartHashesNothingAndKeepsInfoHashes() {
		write("a.mp4", 1);
		write("b/c.mp4", 2);
		TestLibrary library = start();
		InfoHash first = library.await("/videos/a.mp4").infoHash();
		library.await("/videos/b/c.mp4");
		TestLibrary restarted = start();
		assertThat(restarted.await("/videos/a.mp4").infoHash()).isEqualTo(first);
		restarted.await("/videos/b/c.mp4");
		assertThat(restarted.library().statistics().hashedBytes()).isZero();
	}

	@Test
	void infoHashDependsOnNameAndContentAlone() throws IOException {
		write("a.mp4", 1);
		InfoHash first = start().await("/videos/a.mp4").infoHash();
		stop();
		Path elsewhere = Files.createDirectories(this.folder.resolve("elsewhere"));
		TestVideos.write(elsewhere.resolve("x/a.mp4"), LENGTH, 1);
		try (TestLibrary other = TestLibrary.start(elsewhere, this.folder.resolve("other"),
				TestLibrary.settings(Duration.ZERO, 1))) {
			assertThat(other.await("/videos/x/a.mp4").infoHash()).isEqualTo(first);
		}
	}

	@Test
	void damagedTorrentIsRebuilt(CapturedOutput output) throws IOException {
		write("a.mp4", 1);
		InfoHash first = start().await("/videos/a.mp4").infoHash();
		stop();
		try (Stream<Path> files = Files.list(this.folder.resolve("torrents"))) {
			Path stored = files.findFirst().orElseThrow();
			byte[] content = Files.readAllBytes(stored);
			content[content.length / 2] ^= 4;
			Files.write(stored, content);
		}
		TestLibrary library = start();
		assertThat(library.await("/videos/a.mp4").infoHash()).isEqualTo(first);
		assertThat(library.library().statistics().hashedBytes()).isEqualTo(LENGTH);
		assertThat(output).contains("Rebuilding the torrent");
	}

	@Test
	void videosThatComeAndGoAreFollowed() throws IOException {
		Path a = write("a.mp4", 1);
		TestLibrary library = start();
		Torrent first = library.await("/videos/a.mp4");
		write("new/folder/b.mp4", 2);
		Torrent second = library.await("/videos/new/folder/b.mp4");
		Files.delete(a);
		library.await((torrents) -> assertThat(library.paths()).containsExactly("/videos/new/folder/b.mp4"));
		assertThat(library.library().find(first.infoHash())).isNull();
		assertThat(library.library().find(second.infoHash())).isEqualTo(second);
		assertThat(library.events()).containsExactly("+/videos/a.mp4", "+/videos/new/folder/b.mp4", "-/videos/a.mp4");
		Awaitility.await().untilAsserted(() -> assertThat(storedFiles()).hasSize(1));
	}

	@Test
	void changedVideoIsNeverAnsweredWithItsOldHashes() {
		write("a.mp4", 1);
		TestLibrary library = start();
		Torrent old = library.await("/videos/a.mp4");
		write("a.mp4", 2);
		assertThat(library.library().findByPath("/videos/a.mp4")).isNotEqualTo(old);
		Torrent changed = library.await("/videos/a.mp4");
		assertThat(changed.infoHash()).isNotEqualTo(old.infoHash());
		assertThat(library.library().find(old.infoHash())).isNull();
		assertThat(library.events()).containsExactly("+/videos/a.mp4", "-/videos/a.mp4", "+/videos/a.mp4");
	}

	@Test
	void videoInTheCloakOfAnotherIsNoticed() throws IOException {
		Path a = write("a.mp4", 1);
		TestLibrary library = start();
		Torrent old = library.await("/videos/a.mp4");
		// Same length, same times, as deployment tools make them.
		FileTime time = Files.getLastModifiedTime(a);
		Path other = TestVideos.write(this.folder.resolve("other.mp4"), LENGTH, 2);
		Files.setLastModifiedTime(other, time);
		Files.move(other, a, StandardCopyOption.REPLACE_EXISTING);
		assertThat(library.library().findByPath("/videos/a.mp4")).isNull();
		assertThat(library.await("/videos/a.mp4").infoHash()).isNotEqualTo(old.infoHash());
	}

	@Test
	void renamedVideoIsNotHashedAgain() throws IOException {
		Path a = write("a.mp4", 1);
		TestLibrary library = start();
		Torrent before = library.await("/videos/a.mp4");
		Files.createDirectories(this.videos.resolve("moved"));
		Files.move(a, this.videos.resolve("moved/b.mp4"));
		Torrent after = library.await("/videos/moved/b.mp4");
		assertThat(after.infoHash()).isNotEqualTo(before.infoHash());
		library.await((torrents) -> assertThat(library.paths()).containsExactly("/videos/moved/b.mp4"));
		assertThat(library.library().statistics().hashedBytes()).isEqualTo(LENGTH);
		// Its digests are those that hashing gives.
		stop();
		Path elsewhere = Files.createDirectories(this.folder.resolve("elsewhere"));
		TestVideos.write(elsewhere.resolve("b.mp4"), LENGTH, 1);
		try (TestLibrary other = TestLibrary.start(elsewhere, this.folder.resolve("other"))) {
			assertThat(other.await("/videos/b.mp4").infoHash()).isEqualTo(after.infoHash());
		}
	}

	@Test
	void videoThatWasRenamedWhileTheSiteWasDownIsNotHashedAgain() throws IOException {
		Path a = write("a.mp4", 1);
		start().await("/videos/a.mp4");
		stop();
		Files.move(a, this.videos.resolve("b.mp4"));
		TestLibrary library = start();
		library.await("/videos/b.mp4");
		assertThat(library.library().statistics().hashedBytes()).isZero();
	}

	@Test
	void halfCopiedVideoIsWaitedFor() throws IOException, InterruptedException {
		write("a.mp4", 1);
		TestLibrary library = start();
		library.await("/videos/a.mp4");
		byte[] content = TestVideos.content(10 * LENGTH, 2);
		Path copy = this.videos.resolve("b.mp4");
		try (OutputStream out = Files.newOutputStream(copy)) {
			for (int i = 0; i < 10; i++) {
				out.write(content, i * LENGTH, LENGTH);
				out.flush();
				Thread.sleep(60);
			}
		}
		Torrent torrent = library.await("/videos/b.mp4");
		assertThat(torrent.length()).isEqualTo(10 * LENGTH);
		assertThat(library.events()).containsExactly("+/videos/a.mp4", "+/videos/b.mp4");
	}

	@Test
	void videoFromTheFutureIsHashedOnceItStaysTheSame() throws IOException {
		Path a = write("a.mp4", 1);
		Files.setLastModifiedTime(a, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
		start().await("/videos/a.mp4");
	}

	@Test
	void videosOfTheSameNameAndContentAreOneSwarm() throws IOException {
		Path one = write("one/a.mp4", 1);
		write("two/a.mp4", 1);
		TestLibrary library = start();
		Torrent first = library.await("/videos/one/a.mp4");
		Torrent second = library.await("/videos/two/a.mp4");
		assertThat(first.infoHash()).isEqualTo(second.infoHash());
		assertThat(library.library().all()).hasSize(2);
		assertThat(library.events()).hasSize(1);
		Files.delete(one);
		library.await((torrents) -> assertThat(torrents.find(first.infoHash())).isEqualTo(second));
		assertThat(library.library().findByPath("/videos/one/a.mp4")).isNull();
	}

	@Test
	void torrentsAreKeptWhenTheDiskIsNotThere() throws IOException {
		Path a = write("a.mp4", 1);
		TestLibrary library = start();
		library.await("/videos/a.mp4");
		Path away = Files.createDirectories(this.folder.resolve("away"));
		Files.move(a, away.resolve("a.mp4"));
		library.await((torrents) -> assertThat(torrents.all()).isEmpty());
		write("note.vtt", 1);
		Files.delete(this.videos.resolve("note.vtt"));
		Files.move(away.resolve("a.mp4"), a);
		library.await("/videos/a.mp4");
		assertThat(library.library().statistics().hashedBytes()).isEqualTo(LENGTH);
	}

	@Test
	void folderThatVanishesAndComesBackIsFollowed(CapturedOutput output) throws IOException {
		write("a.mp4", 1);
		TestLibrary library = start();
		library.await("/videos/a.mp4");
		Path away = this.folder.resolve("away");
		Files.move(this.videos, away);
		library.await((torrents) -> assertThat(torrents.all()).isEmpty());
		Files.move(away, this.videos);
		library.await("/videos/a.mp4");
		assertThat(library.library().statistics().hashedBytes()).isEqualTo(LENGTH);
		assertThat(output).containsOnlyOnce("it cannot be listed").doesNotContain("Exception");
	}

	@Test
	void fullStoreKeepsTheSiteGoing(CapturedOutput output) throws IOException {
		TestLibrary library = start();
		Path torrents = this.folder.resolve("torrents");
		Files.delete(torrents);
		Files.writeString(torrents, "in the way");
		write("a.mp4", 1);
		Awaitility.await().untilAsserted(() -> assertThat(output).contains("Torrents cannot be kept in '" + torrents));
		assertThat(library.library().findByPath("/videos/a.mp4")).isNull();
		Files.delete(torrents);
		library.await("/videos/a.mp4");
		assertThat(output).containsOnlyOnce("Torrents cannot be kept in").doesNotContain("\tat ");
	}

	@Test
	void filesOfTheRouteAreCoveredBeforeTheyAreHashed() throws IOException {
		Path a = this.videos.resolve("a.mp4");
		Files.write(a, TestVideos.content(LENGTH, 1), StandardOpenOption.CREATE_NEW);
		Files.writeString(this.videos.resolve("page.html"), "<p>");
		this.library = TestLibrary.start(this.videos, this.folder.resolve("torrents"),
				TestLibrary.settings(Duration.ofMinutes(1), 1));
		TestLibrary library = this.library;
		library.await((torrents) -> assertThat(torrents.isVideo("/videos/a.mp4")).isTrue());
		assertThat(library.library().findByPath("/videos/a.mp4")).isNull();
		assertThat(library.library().isVideo("/videos/page.html")).isFalse();
		assertThat(library.library().isVideo("/videos/../a.mp4")).isFalse();
	}

	@Test
	void stoppedLibraryLeavesNoThread() {
		write("a.mp4", 1);
		TestLibrary library = start();
		library.await("/videos/a.mp4");
		library.close();
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.noneMatch((thread) -> thread.getName().matches("peerconnect-(torrents|watching|hashing)-.*")
						&& thread.isAlive()));
	}

	private List<Path> storedFiles() throws IOException {
		try (Stream<Path> files = Files.list(this.folder.resolve("torrents"))) {
			return files.toList();
		}
	}

	private static void age(Path file) throws IOException {
		Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
	}

}
