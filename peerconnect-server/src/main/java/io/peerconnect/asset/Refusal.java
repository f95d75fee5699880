package io.peerconnect.asset;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Why visitors do not pass on what the site answered with.
 */
public enum Refusal {

	/** The answer is no media of a kind that visitors share. */
	MEDIA_TYPE(true, null),

	/** The file format is excluded. */
	FORMAT(true, null),

	/** The file is too small to be worth a connection. */
	TOO_SMALL(true, null),

	/** The file is too large. */
	TOO_LARGE(true, null),

	/** The request carried credentials. */
	AUTHORIZATION(false, "Serve what everybody may see without an 'Authorization' header."),

	/**
	 * The visitor was signed in, and the answer does not say that everybody may see it.
	 */
	SIGNED_IN(false, "If everybody may see it, send 'Cache-Control: public'."),

	/** {@code Cache-Control: private}. */
	PRIVATE(true, "If everybody may see it, send 'Cache-Control: public, max-age=…' instead."),

	/** {@code Cache-Control: no-store}. */
	NO_STORE(true, "If everybody may see it, send 'Cache-Control: public, max-age=…' instead. Spring Security adds "
			+ "'no-store' to every answer that has no 'Cache-Control' of its own, and DevTools to static files: for "
			+ "those, set 'spring.web.resources.cache.cachecontrol.max-age' and '…cache-public=true'."),

	/** The answer sets a cookie. */
	SET_COOKIE(false, "Do not set cookies on answers that everybody may see."),

	/** The answer depends on request headers that differ from visitor to visitor. */
	VARY(true, "Let 'Vary' name nothing but 'Accept-Encoding' and 'Origin'."),

	/** The bytes are compressed on top of what the media type says. */
	ENCODED(false, null),

	/** The answer is to be saved, not shown. */
	ATTACHMENT(true, null),

	/** The answer says {@code X-PeerConnect: off}. */
	SWITCHED_OFF(true, null),

	/** The file changed while it was read. */
	CHANGING(false, null);

	private final boolean ofPath;

	private final @Nullable String remedy;

	Refusal(boolean ofPath, @Nullable String remedy) {
		this.ofPath = ofPath;
		this.remedy = remedy;
	}

	/**
	 * Return whether the path as a whole is refused, rather than this one answer.
	 * @return whether what was known of the path must be forgotten
	 */
	boolean isOfPath() {
		return this.ofPath;
	}

	/**
	 * Return what the site could do about it.
	 * @return the remedy, or {@code null} if the refusal is as wanted
	 */
	@Nullable String remedy() {
		return this.remedy;
	}

	/**
	 * Return the name as it stands in logs and meters.
	 * @return the name, such as {@code no-store}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
