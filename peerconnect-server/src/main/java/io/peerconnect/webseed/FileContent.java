package io.peerconnect.webseed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.peerconnect.torrent.Torrent;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file.
 */
final class FileContent implements VideoContent {

	/*
	 * Java cannot ask an open file for its time, only a path. If the path leads to the
	 * same file before and after it is opened, that is the open file. Later the path may
	 * lead elsewhere, which does no harm; but a file that was written to is noticed after
	 * each read and before its bytes go out.
	 */

	private final FileChannel channel;

	private final Path file;

	private final FileState state;

	private final Torrent torrent;

	private FileContent(FileChannel channel, Path file, FileState state, Torrent torrent) {
		this.channel = channel;
		this.file = file;
		this.state = state;
		this.torrent = torrent;
	}

	/**
	 * Open a file.
	 * @param file the file
	 * @param torrent the torrent that was made of it
	 * @return its content, or {@code null} if it is gone, cannot be read or has changed
	 * @throws IOException if it cannot be closed
	 */
	static @Nullable FileContent open(Path file, Torrent torrent) throws IOException {
		FileState before = FileState.find(file);
		if (before == null || !before.isOf(torrent)) {
			return null;
		}
		FileChannel channel;
		try {
			channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
		}
		catch (IOException ex) {
			// Gone or locked away since it was hashed.
			return null;
		}
		if (!before.equals(FileState.find(file))) {
			channel.close();
			return null;
		}
		return new FileContent(channel, file, before, torrent);
	}

	@Override
	public void read(ByteBuffer buffer, long position) throws IOException {
		if (this.channel.read(buffer, position) <= 0 || isWrittenTo()) {
			throw new VideoChangedException(this.torrent.path());
		}
	}

	private boolean isWrittenTo() {
		FileState now = FileState.find(this.file);
		return now != null && now.mayBeSameFile(this.state) && !now.equals(this.state);
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
