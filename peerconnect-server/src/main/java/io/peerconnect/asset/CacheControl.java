package io.peerconnect.asset;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What an answer tells shared caches
 * (<a href="https://www.rfc-editor.org/rfc/rfc9111.html">RFC 9111</a>): together, the
 * visitors are one.
 *
 * @param directives lower-case names and their arguments, empty without one
 * @param expires the {@code Expires} header, if there is one
 */
record CacheControl(Map<String, String> directives, @Nullable String expires) {

	private static final Duration FOREVER = Duration.ofDays(365);

	CacheControl {
		directives = Map.copyOf(directives);
	}

	static CacheControl of(HttpServletResponse response) {
		return new CacheControl(parse(response.getHeaders("Cache-Control")), response.getHeader("Expires"));
	}

	private static Map<String, String> parse(Collection<String> values) {
		Map<String, String> directives = new HashMap<>();
		for (String value : values) {
			for (String directive : value.split(",")) {
				int equals = directive.indexOf('=');
				String name = (equals != -1) ? directive.substring(0, equals) : directive;
				String argument = (equals != -1) ? directive.substring(equals + 1) : "";
				directives.put(name.strip().toLowerCase(Locale.ROOT), argument.replace("\"", "").strip());
			}
		}
		return directives;
	}

	boolean has(String directive) {
		return this.directives.containsKey(directive);
	}

	/**
	 * Return how long the answer may be passed on without asking the site again.
	 * @param now the present time
	 * @param otherwise the lifetime of an answer that says nothing
	 * @return the lifetime, at most a year
	 */
	Duration lifetime(Instant now, Duration otherwise) {
		if (has("no-cache")) {
			return Duration.ZERO;
		}
		String seconds = this.directives.getOrDefault("s-maxage", this.directives.get("max-age"));
		if (seconds != null) {
			return seconds(seconds);
		}
		return (this.expires != null) ? until(this.expires, now) : otherwise;
	}

	private static Duration seconds(String value) {
		// RFC 9111 §4.2.1: what cannot be understood is stale, what overflows is for
		// ever.
		if (!value.matches("[0-9]+")) {
			return Duration.ZERO;
		}
		return (value.length() < 10) ? shorter(Duration.ofSeconds(Long.parseLong(value)), FOREVER) : FOREVER;
	}

	private static Duration until(String date, Instant now) {
		try {
			Instant end = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			return end.isAfter(now) ? shorter(Duration.between(now, end), FOREVER) : Duration.ZERO;
		}
		catch (DateTimeParseException ex) {
			// RFC 9111 §5.3: an invalid date, usually "0", is one in the past.
			return Duration.ZERO;
		}
	}

	private static Duration shorter(Duration a, Duration b) {
		return (a.compareTo(b) < 0) ? a : b;
	}

}
