package io.peerconnect.webseed;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.util.MimeTypeUtils;

/**
 * What stands around the parts of an answer with several
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110.html#section-14.6">RFC 9110
 * §14.6</a>).
 *
 * @param boundary the line between parts
 * @param mediaType the media type of each part
 * @param total the length of the whole file
 */
record Multipart(String boundary, String mediaType, long total) {

	static Multipart of(String mediaType, long total) {
		return new Multipart(MimeTypeUtils.generateMultipartBoundaryString(), mediaType, total);
	}

	String contentType() {
		return "multipart/byteranges; boundary=" + this.boundary;
	}

	byte[] head(ByteRange part) {
		return ascii("\r\n--" + this.boundary + "\r\nContent-Type: " + this.mediaType + "\r\nContent-Range: "
				+ part.contentRange(this.total) + "\r\n\r\n");
	}

	byte[] end() {
		return ascii("\r\n--" + this.boundary + "--\r\n");
	}

	long length(List<ByteRange> parts) {
		return parts.stream().mapToLong((part) -> head(part).length + part.length()).sum() + end().length;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
