package io.peerconnect.webseed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import io.peerconnect.torrent.Torrent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.util.UriUtils;

/**
 * Sends parts of a video to one visitor.
 *
 * @param torrent the torrent of the video
 * @param packed where to find it if it is in no file of its own
 * @param observer who hears what was sent
 * @param request the request
 * @param response the response, with all headers but for those about length and type
 */
record Delivery(Torrent torrent, PackedVideos packed, WebseedObserver observer, HttpServletRequest request,
		HttpServletResponse response) {

	/** Large enough for system calls to cost next to nothing. */
	private static final int BUFFER_SIZE = 128 * 1024;

	/**
	 * Let the proxy in front send the file. It reads the ranges in the request by itself.
	 * @param path path that the proxy serves the files at
	 * @param parts the parts that it will send
	 * @throws VideoChangedException if the video is not what was hashed
	 */
	void leaveToProxy(String path, List<ByteRange> parts) throws VideoChangedException {
		requireUnchanged(Objects.requireNonNull(this.torrent.file()));
		this.response.setStatus(HttpServletResponse.SC_OK);
		this.response.setContentType(this.torrent.mediaType());
		this.response.setHeader("X-Accel-Redirect",
				path + UriUtils.encodePath(this.torrent.path(), StandardCharsets.UTF_8));
		if (!isHead()) {
			parts.forEach((part) -> this.observer.served(this.torrent, part.from(), part.to(), this.request));
		}
	}

	/**
	 * Send one part.
	 * @param part the part
	 * @throws VisitorLeftException if nobody takes the bytes any more
	 * @throws VideoChangedException if the video is not, or no longer, what was hashed
	 * @throws IOException if the bytes cannot be read
	 */
	void send(ByteRange part) throws IOException {
		this.response.setContentType(this.torrent.mediaType());
		this.response.setContentLengthLong(part.length());
		if (isHead()) {
			return;
		}
		Path file = this.torrent.file();
		if (file != null && Sendfile.isPossible(part, this.request, this.response)) {
			requireUnchanged(file);
			Sendfile.handOver(file, part, this.request);
			this.observer.served(this.torrent, part.from(), part.to(), this.request);
			return;
		}
		try (VideoContent content = open()) {
			copy(content, part, this.response.getOutputStream());
		}
	}

	/**
	 * Send several parts.
	 * @param parts the parts
	 * @throws VisitorLeftException if nobody takes the bytes any more
	 * @throws VideoChangedException if the video is not, or no longer, what was hashed
	 * @throws IOException if the bytes cannot be read
	 */
	void send(List<ByteRange> parts) throws IOException {
		Multipart multipart = Multipart.of(this.torrent.mediaType(), this.torrent.length());
		this.response.setContentType(multipart.contentType());
		this.response.setContentLengthLong(multipart.length(parts));
		try (VideoContent content = open()) {
			OutputStream out = this.response.getOutputStream();
			for (ByteRange part : parts) {
				write(out, multipart.head(part));
				copy(content, part, out);
			}
			write(out, multipart.end());
		}
	}

	private boolean isHead() {
		return this.request.getMethod().equals("HEAD");
	}

	private void requireUnchanged(Path file) throws VideoChangedException {
		FileState state = FileState.find(file);
		if (state == null || !state.isOf(this.torrent)) {
			throw new VideoChangedException(this.torrent.path());
		}
	}

	private VideoContent open() throws IOException {
		Path file = this.torrent.file();
		VideoContent content = (file != null) ? FileContent.open(file, this.torrent)
				: PackedContent.open(this.torrent, this.packed);
		if (content == null) {
			throw new VideoChangedException(this.torrent.path());
		}
		return content;
	}

	private void copy(VideoContent content, ByteRange part, OutputStream out) throws IOException {
		byte[] bytes = new byte[(int) Math.min(BUFFER_SIZE, part.length())];
		long position = part.from();
		try {
			while (position < part.to()) {
				ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, (int) Math.min(bytes.length, part.to() - position));
				content.read(buffer, position);
				write(out, bytes, buffer.position());
				position += buffer.position();
			}
		}
		finally {
			if (position > part.from()) {
				this.observer.served(this.torrent, part.from(), position, this.request);
			}
		}
	}

	private static void write(OutputStream out, byte[] bytes) throws IOException {
		write(out, bytes, bytes.length);
	}

	private static void write(OutputStream out, byte[] bytes, int length) throws IOException {
		try {
			out.write(bytes, 0, length);
		}
		catch (IOException ex) {
			throw new VisitorLeftException(ex);
		}
	}

}
