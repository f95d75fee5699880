package io.peerconnect.webseed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

import io.peerconnect.torrent.Torrent;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * The content of a resource that is in no file of its own. Can only be read forwards, so
 * what comes before a part is read as well, and thrown away.
 */
final class PackedContent implements VideoContent {

	private final Resource resource;

	private final Torrent torrent;

	private @Nullable InputStream stream;

	private long position;

	private PackedContent(Resource resource, Torrent torrent) {
		this.resource = resource;
		this.torrent = torrent;
	}

	/**
	 * Open a video.
	 * @param torrent the torrent of the video
	 * @param videos where to look for it
	 * @return its content, or {@code null} if it is gone or has changed since
	 * @throws IOException if it cannot be read
	 */
	static @Nullable PackedContent open(Torrent torrent, PackedVideos videos) throws IOException {
		Resource resource = videos.find(torrent);
		return (resource != null && resource.contentLength() == torrent.length()) ? new PackedContent(resource, torrent)
				: null;
	}

	@Override
	public void read(ByteBuffer buffer, long position) throws IOException {
		InputStream in = at(position);
		int count = in.read(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
		if (count <= 0) {
			throw new VideoChangedException(this.torrent.path());
		}
		buffer.position(buffer.position() + count);
		this.position += count;
	}

	private InputStream at(long position) throws IOException {
		InputStream in = this.stream;
		if (in == null || position < this.position) {
			close();
			in = this.resource.getInputStream();
			this.stream = in;
			this.position = 0;
		}
		in.skipNBytes(position - this.position);
		this.position = position;
		return in;
	}

	@Override
	public void close() throws IOException {
		if (this.stream != null) {
			this.stream.close();
			this.stream = null;
		}
	}

}
