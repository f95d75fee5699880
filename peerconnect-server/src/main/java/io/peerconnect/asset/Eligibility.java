package io.peerconnect.asset;

import java.util.Locale;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Decides which answers of the site visitors may pass on: public media of the wanted
 * kinds and sizes, and nothing else.
 *
 * @param mediaTypes the wanted kinds of media, such as {@code image}
 * @param excludedFormats formats that are not wanted, such as {@code gif}
 * @param minSize the smallest length, in bytes
 * @param maxSize the greatest length, in bytes
 */
public record Eligibility(Set<String> mediaTypes, Set<String> excludedFormats, long minSize, long maxSize) {

	private static final Set<String> HARMLESS_VARY = Set.of("accept-encoding", "origin",
			"access-control-request-headers", "access-control-request-method");

	public Eligibility {
		mediaTypes = Set.copyOf(mediaTypes);
		excludedFormats = Set.copyOf(excludedFormats);
		Assert.isTrue(minSize >= 0 && minSize <= maxSize,
				() -> "'minSize' must be between 0 and 'maxSize' " + maxSize + ", but was " + minSize);
	}

	/**
	 * Check an answer.
	 * @param path where it was asked for
	 * @param request the request
	 * @param response the answer, its headers set
	 * @param length the length of the whole file in bytes, −1 if it is not known yet
	 * @return why it is refused, or {@code null} if it is eligible
	 */
	@Nullable Refusal check(AssetPath path, HttpServletRequest request, HttpServletResponse response, long length) {
		String mediaType = mediaType(response);
		if (!this.mediaTypes.contains(mediaType.split("/", 2)[0])) {
			return Refusal.MEDIA_TYPE;
		}
		if (isExcluded(extension(path)) || isExcluded(subtype(mediaType))) {
			return Refusal.FORMAT;
		}
		if (length != -1 && length < this.minSize) {
			return Refusal.TOO_SMALL;
		}
		if (length > this.maxSize) {
			return Refusal.TOO_LARGE;
		}
		return checkPublic(request, response);
	}

	/**
	 * Check whether everybody may have the answer.
	 * @param request the request
	 * @param response the answer, its headers set
	 * @return why it is refused, or {@code null} if everybody may
	 */
	@Nullable Refusal checkPublic(HttpServletRequest request, HttpServletResponse response) {
		if ("off".equalsIgnoreCase(response.getHeader("X-PeerConnect"))) {
			return Refusal.SWITCHED_OFF;
		}
		CacheControl cacheControl = CacheControl.of(response);
		if (cacheControl.has("no-store")) {
			return Refusal.NO_STORE;
		}
		if (cacheControl.has("private")) {
			return Refusal.PRIVATE;
		}
		if (response.getHeader("Set-Cookie") != null) {
			return Refusal.SET_COOKIE;
		}
		if (request.getHeader("Authorization") != null) {
			return Refusal.AUTHORIZATION;
		}
		if (SignedInFilter.isSignedIn(request) && !cacheControl.has("public")) {
			return Refusal.SIGNED_IN;
		}
		return checkForm(response);
	}

	private @Nullable Refusal checkForm(HttpServletResponse response) {
		if (varies(response)) {
			return Refusal.VARY;
		}
		String encoding = response.getHeader("Content-Encoding");
		if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
			return Refusal.ENCODED;
		}
		String disposition = response.getHeader("Content-Disposition");
		if (disposition != null && disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment")) {
			return Refusal.ATTACHMENT;
		}
		return null;
	}

	private static boolean varies(HttpServletResponse response) {
		for (String value : response.getHeaders("Vary")) {
			for (String name : value.split(",")) {
				if (!name.isBlank() && !HARMLESS_VARY.contains(name.strip().toLowerCase(Locale.ROOT))) {
					return true;
				}
			}
		}
		return false;
	}

	private boolean isExcluded(String format) {
		return this.excludedFormats.contains(format) || switch (format) {
			case "jpg" -> this.excludedFormats.contains("jpeg");
			case "jpeg" -> this.excludedFormats.contains("jpg");
			case "tif" -> this.excludedFormats.contains("tiff");
			case "tiff" -> this.excludedFormats.contains("tif");
			default -> false;
		};
	}

	private static String extension(AssetPath path) {
		String file = path.value().split("\\?", 2)[0];
		return file.substring(file.lastIndexOf('/') + 1).contains(".")
				? file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT) : "";
	}

	private static String subtype(String mediaType) {
		String subtype = mediaType.substring(mediaType.indexOf('/') + 1);
		int plus = subtype.indexOf('+');
		return ((plus != -1) ? subtype.substring(0, plus) : subtype).replaceFirst("^x-", "");
	}

	/**
	 * Return the media type of an answer.
	 * @param response the answer
	 * @return the media type in lower case and without parameters, empty if it has none
	 */
	static String mediaType(HttpServletResponse response) {
		String contentType = response.getContentType();
		if (contentType == null) {
			return "";
		}
		int semicolon = contentType.indexOf(';');
		return ((semicolon != -1) ? contentType.substring(0, semicolon) : contentType).strip().toLowerCase(Locale.ROOT);
	}

}
