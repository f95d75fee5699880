package io.peerconnect.torrent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.springframework.core.io.Resource;

/**
 * What tells cheaply whether a file is still the one that was hashed.
 *
 * @param length the length in bytes
 * @param lastModified when it last changed, in nanoseconds since 1970
 * @param inode the number of the file in its file system, which stays when the file is
 * renamed and is another for a file that took its place; 0 where there is none
 */
record FileStamp(long length, long lastModified, long inode) {

	/**
	 * Look at a file. A symbolic link in its place is not followed.
	 * @param file the file
	 * @return its stamp
	 * @throws IOException if there is no such file, or it cannot be looked at
	 */
	static FileStamp of(Path file) throws IOException {
		if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
			BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			requireFile(file, attributes.isRegularFile());
			return new FileStamp(attributes.size(), nanos(attributes.lastModifiedTime()), 0);
		}
		Map<String, Object> attributes = Files.readAttributes(file, "unix:size,lastModifiedTime,ino,isRegularFile",
				LinkOption.NOFOLLOW_LINKS);
		requireFile(file, Boolean.TRUE.equals(attributes.get("isRegularFile")));
		return new FileStamp(get(attributes, "size", Long.class),
				nanos(get(attributes, "lastModifiedTime", FileTime.class)), get(attributes, "ino", Long.class));
	}

	private static <T> T get(Map<String, Object> attributes, String name, Class<T> type) {
		return type.cast(Objects.requireNonNull(attributes.get(name)));
	}

	/**
	 * Look at a file inside a jar.
	 * @param resource the file
	 * @return its stamp
	 * @throws IOException if there is no such file, or it cannot be looked at
	 */
	static FileStamp of(Resource resource) throws IOException {
		return new FileStamp(resource.contentLength(), TimeUnit.MILLISECONDS.toNanos(resource.lastModified()), 0);
	}

	private static void requireFile(Path file, boolean regular) throws NoSuchFileException {
		if (!regular) {
			throw new NoSuchFileException(file.toString(), null, "not a regular file");
		}
	}

	private static long nanos(FileTime time) {
		return time.to(TimeUnit.NANOSECONDS);
	}

	Instant lastModifiedInstant() {
		return Instant.EPOCH.plusNanos(this.lastModified);
	}

}
