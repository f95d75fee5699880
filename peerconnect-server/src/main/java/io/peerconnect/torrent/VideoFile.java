package io.peerconnect.torrent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * A file below a video route, as it was when it was looked at.
 *
 * @param path path below the context path that the site serves it at, decoded
 * @param name its name
 * @param resource its content
 * @param file the file, symbolic links resolved, or {@code null} if it is inside a jar
 * @param stamp what tells whether it changed
 */
record VideoFile(String path, String name, Resource resource, @Nullable Path file, FileStamp stamp) {

	byte[] readHead() throws IOException {
		try (InputStream in = this.resource.getInputStream()) {
			return in.readNBytes(MediaFormats.HEAD_LENGTH);
		}
	}

	boolean isUnchanged() {
		try {
			return this.file == null || this.stamp.equals(FileStamp.of(this.file));
		}
		catch (IOException ex) {
			// It is not there any more, which is a change too.
			return false;
		}
	}

	@Override
	public String toString() {
		return (this.file != null) ? "'" + this.file + "'" : this.resource.getDescription();
	}

}
