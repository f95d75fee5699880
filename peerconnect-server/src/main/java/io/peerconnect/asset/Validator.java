package io.peerconnect.asset;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What an answer tells of its version
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110.html#section-8.8">RFC 9110 §8.8</a>).
 *
 * @param etag the entity tag, if there is one
 * @param lastModified the time of the last change in whole seconds, if the answer names
 * it
 */
record Validator(@Nullable String etag, @Nullable Instant lastModified) {

	private static final Duration RESOLUTION = Duration.ofSeconds(2);

	static Validator of(HttpServletResponse response) {
		return new Validator(response.getHeader("ETag"), parse(response.getHeader("Last-Modified")));
	}

	/**
	 * Return this validator as it may be relied on later. What changed just now may
	 * change again within the same second, so its time says nothing.
	 * @param now the present time
	 * @return the validator
	 */
	Validator observedAt(Instant now) {
		boolean settled = this.lastModified != null && this.lastModified.isBefore(now.minus(RESOLUTION));
		return settled ? this : new Validator(this.etag, null);
	}

	/**
	 * Return whether an answer with the other validator has the same bytes, given that it
	 * has the same length.
	 * @param other the other validator
	 * @return whether the bytes are certainly the same
	 */
	boolean provesSameBytes(Validator other) {
		if (this.etag != null || other.etag != null) {
			return this.etag != null && this.etag.equals(other.etag) && !this.etag.startsWith("W/");
		}
		return this.lastModified != null && this.lastModified.equals(other.lastModified);
	}

	/**
	 * Return whether a {@code 304} with the other validator is about this version.
	 * @param other the validator of the {@code 304}
	 * @return whether the site vouches for this version
	 */
	boolean isConfirmedBy(Validator other) {
		if (this.etag != null && other.etag != null) {
			return opaque(this.etag).equals(opaque(other.etag));
		}
		return this.lastModified != null && this.lastModified.equals(other.lastModified);
	}

	/**
	 * Return whether the answer names no version at all.
	 * @return whether there is neither tag nor time
	 */
	boolean isEmpty() {
		return this.etag == null && this.lastModified == null;
	}

	private static String opaque(String etag) {
		return etag.startsWith("W/") ? etag.substring(2) : etag;
	}

	private static @Nullable Instant parse(@Nullable String date) {
		if (date == null) {
			return null;
		}
		try {
			return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		}
		catch (DateTimeParseException ex) {
			// Not a date: as good as none.
			return null;
		}
	}

}
