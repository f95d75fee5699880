package io.peerconnect.webseed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

import io.peerconnect.torrent.InMemoryTorrentLibrary;
import io.peerconnect.torrent.Torrent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FileContent}.
 */
class FileContentTests {

	private static final byte[] FOREST = VideoFolder.noise(1000, 1);

	@TempDir
	Path folder;

	private Path file;

	private Torrent torrent;

	@BeforeEach
	void publish() {
		this.file = new VideoFolder(this.folder).write("forest.mp4", FOREST);
		this.torrent = new InMemoryTorrentLibrary().add("/forest.mp4", this.file);
	}

	@Test
	void anyPartIsRead() throws IOException {
		try (VideoContent content = open()) {
			assertThat(read(content, 990, 10)).isEqualTo(ByteBuffer.wrap(FOREST, 990, 10));
			assertThat(read(content, 0, 10)).isEqualTo(ByteBuffer.wrap(FOREST, 0, 10));
		}
	}

	@Test
	void fileThatChangedIsNotOpened() throws IOException {
		new VideoFolder(this.folder).write("forest.mp4", FOREST, VideoFolder.MORNING.plusMillis(1));
		assertThat(FileContent.open(this.file, this.torrent)).isNull();
		new VideoFolder(this.folder).write("forest.mp4", VideoFolder.noise(999, 1));
		assertThat(FileContent.open(this.file, this.torrent)).isNull();
		Files.delete(this.file);
		assertThat(FileContent.open(this.file, this.torrent)).isNull();
		Files.createDirectory(this.file);
		assertThat(FileContent.open(this.file, this.torrent)).isNull();
	}

	@Test
	void fileThatIsReplacedIsReadToItsEnd() throws IOException {
		try (VideoContent content = open()) {
			Path other = new VideoFolder(this.folder).write("other.mp4", VideoFolder.noise(500, 2));
			Files.move(other, this.file, StandardCopyOption.REPLACE_EXISTING);
			assertThat(read(content, 500, 500)).isEqualTo(ByteBuffer.wrap(FOREST, 500, 500));
			Files.delete(this.file);
			assertThat(read(content, 500, 500)).isEqualTo(ByteBuffer.wrap(FOREST, 500, 500));
		}
	}

	@Test
	void fileThatIsWrittenToIsReadNoFurther() throws IOException {
		try (VideoContent content = open()) {
			Files.write(this.file, new byte[] { 1 }, StandardOpenOption.WRITE);
			assertThatExceptionOfType(VideoChangedException.class).isThrownBy(() -> read(content, 500, 10))
				.withMessage("Video '/forest.mp4' changed while it was being sent");
		}
	}

	@Test
	void fileThatIsCutOffIsReadNoFurther() throws IOException {
		try (VideoContent content = open()) {
			Files.write(this.file, new byte[] { 1 });
			assertThatExceptionOfType(VideoChangedException.class).isThrownBy(() -> read(content, 500, 10));
		}
	}

	private VideoContent open() throws IOException {
		return Objects.requireNonNull(FileContent.open(this.file, this.torrent));
	}

	private static ByteBuffer read(VideoContent content, long position, int length) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(length);
		content.read(buffer, position);
		return buffer.flip();
	}

}
