package io.peerconnect.asset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Controllers that send one image in every way there is.
 */
@RestController
class TestImages {

	private final Map<String, String> headers = new ConcurrentHashMap<>();

	private final CountDownLatch aborted = new CountDownLatch(1);

	private volatile String tag = "";

	private volatile byte[] content = new byte[0];

	TestImages() {
		reset();
	}

	final void reset() {
		byte[] lion = new byte[300_000];
		new Random(1).nextBytes(lion);
		version("v1", lion);
		this.headers.clear();
	}

	final void version(String tag, byte[] content) {
		this.tag = tag;
		this.content = content;
	}

	void header(String name, String value) {
		this.headers.put(name, value);
	}

	void awaitAbort() throws InterruptedException {
		this.aborted.await();
	}

	@GetMapping("/plain.jpg")
	ResponseEntity<byte[]> plain() {
		return ResponseEntity.ok().contentType(MediaType.IMAGE_JPEG).body(this.content);
	}

	@GetMapping("/tag.jpg")
	ResponseEntity<byte[]> tag() {
		return ResponseEntity.ok()
			.headers((all) -> this.headers.forEach(all::set))
			.eTag(this.tag)
			.contentType(MediaType.IMAGE_JPEG)
			.body(this.content);
	}

	@GetMapping("/header.jpg")
	ResponseEntity<byte[]> header(HttpServletRequest request) {
		String[] header = URLDecoder.decode(request.getQueryString(), StandardCharsets.UTF_8).split(":", 2);
		return ResponseEntity.ok().header(header[0], header[1]).contentType(MediaType.IMAGE_JPEG).body(this.content);
	}

	@GetMapping("/streaming.jpg")
	ResponseEntity<StreamingResponseBody> streaming() {
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_JPEG)
			.body((out) -> new ByteArrayInputStream(this.content).transferTo(out));
	}

	@GetMapping("/callable.jpg")
	Callable<ResponseEntity<byte[]>> callable() {
		return this::plain;
	}

	@GetMapping("/octets.jpg")
	void octets(HttpServletResponse response) throws IOException {
		response.setContentType("image/jpeg");
		for (byte octet : this.content) {
			response.getOutputStream().write(octet);
		}
	}

	@GetMapping("/buffers.jpg")
	void buffers(HttpServletResponse response) throws IOException {
		response.setContentType("image/jpeg");
		response.setHeader("Content-Length", Integer.toString(this.content.length));
		ByteBuffer buffer = ByteBuffer.allocateDirect(this.content.length).put(this.content).flip();
		while (buffer.hasRemaining()) {
			ByteBuffer part = buffer.slice(buffer.position(), Math.min(10_000, buffer.remaining()));
			buffer.position(buffer.position() + part.remaining());
			response.getOutputStream().write(part);
		}
	}

	@GetMapping("/chunked.jpg")
	void chunked(HttpServletResponse response) throws IOException {
		response.setContentType("image/jpeg");
		OutputStream out = response.getOutputStream();
		out.write(this.content, 0, 10);
		response.flushBuffer();
		out.write(this.content, 10, this.content.length - 10);
	}

	@GetMapping("/late.jpg")
	void late(HttpServletResponse response) throws IOException {
		response.setContentType("image/jpeg");
		response.getOutputStream().write(this.content, 0, 5_000);
	}

	@GetMapping("/listener.jpg")
	void listener(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AsyncContext async = request.startAsync(request, response);
		response.setContentType("image/jpeg");
		ServletOutputStream out = response.getOutputStream();
		ByteArrayInputStream in = new ByteArrayInputStream(this.content);
		out.setWriteListener(new WriteListener() {

			@Override
			public void onWritePossible() throws IOException {
				while (out.isReady()) {
					byte[] bytes = in.readNBytes(7_000);
					if (bytes.length == 0) {
						async.complete();
						return;
					}
					out.write(bytes);
				}
			}

			@Override
			public void onError(Throwable ex) {
				async.complete();
			}

		});
	}

	@GetMapping("/short.jpg")
	void tooShort(HttpServletResponse response) throws IOException {
		response.setContentType("image/jpeg");
		response.setContentLength(this.content.length + 1);
		response.getOutputStream().write(this.content);
	}

	@GetMapping("/broken.jpg")
	void broken(HttpServletResponse response) throws IOException {
		response.setContentType("image/jpeg");
		response.getOutputStream().write(this.content);
		throw new IllegalStateException("Broken on purpose");
	}

	@GetMapping("/endless.jpg")
	void endless(HttpServletResponse response) throws IOException {
		response.setContentType("image/jpeg");
		byte[] megabyte = Arrays.copyOf(this.content, 1024 * 1024);
		for (int i = 0; i < 33; i++) {
			response.getOutputStream().write(megabyte);
		}
	}

	@GetMapping("/slow.jpg")
	void slow(HttpServletResponse response) throws IOException {
		response.setContentType("image/jpeg");
		try {
			// More than all the buffers on the way, so that the abort is noticed.
			for (int i = 0; i < 100; i++) {
				response.getOutputStream().write(this.content);
				response.flushBuffer();
			}
		}
		finally {
			this.aborted.countDown();
		}
	}

	@GetMapping("/sendfile.jpg")
	void sendfile(HttpServletRequest request, HttpServletResponse response) {
		response.setContentType("image/jpeg");
		response.setContentLength(this.content.length);
		request.setAttribute("org.apache.tomcat.sendfile.filename", request.getQueryString());
		request.setAttribute("org.apache.tomcat.sendfile.start", 0L);
		request.setAttribute("org.apache.tomcat.sendfile.end", (long) this.content.length);
	}

}
