package io.peerconnect.browser;

import java.time.Duration;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Pictures that are nobody else's business.
 */
@RestController
class PrivatePhotos {

	@GetMapping("/photos/private.jpg")
	ResponseEntity<byte[]> cachePrivate() {
		return photo(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate(), 1001);
	}

	@GetMapping("/photos/no-store.jpg")
	ResponseEntity<byte[]> noStore() {
		return photo(CacheControl.noStore(), 1002);
	}

	@GetMapping("/photos/with-cookie.jpg")
	ResponseEntity<byte[]> withCookie() {
		return ResponseEntity.status(200)
			.header("Set-Cookie", "seen=1")
			.contentType(MediaType.IMAGE_JPEG)
			.body(Photos.encode("jpg", 200, 1003));
	}

	private static ResponseEntity<byte[]> photo(CacheControl cacheControl, long seed) {
		return ResponseEntity.ok()
			.cacheControl(cacheControl)
			.contentType(MediaType.IMAGE_JPEG)
			.body(Photos.encode("jpg", 200, seed));
	}

}
