package io.peerconnect.page;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.AssetPath;
import io.peerconnect.asset.PageUrl;

/**
 * Tells where the addresses in one page lead, as far as it has come.
 */
final class PageAddresses {

	private final String origin;

	private final @Nullable Charset charset;

	private @Nullable PageUrl url;

	private boolean based;

	/**
	 * Begin a page.
	 * @param origin the serialised origin of the page
	 * @param url the absolute URL of the page
	 * @param charset the charset of the page where text is handed in as bytes widened to
	 * characters; {@code null} where it is handed in as what it means
	 */
	PageAddresses(String origin, String url, @Nullable Charset charset) {
		this.origin = origin;
		this.url = PageUrl.parse(url);
		this.charset = charset;
	}

	/**
	 * Take note of a {@code <base>}. The first one with an address counts.
	 * @param text the tag
	 * @return whether addresses after it may still lead to this site
	 */
	boolean rebase(String text) {
		Tag tag = Tag.parse(text);
		if (this.based || !tag.has("href")) {
			return true;
		}
		String href = findText(tag, "href");
		this.based = true;
		AssetPath base = (href != null) ? resolve(href) : null;
		this.url = (base != null) ? PageUrl.parse(this.origin + base.value()) : this.url;
		return base != null;
	}

	@Nullable AssetPath resolve(String address) {
		return (this.url != null) ? AssetPath.resolve(this.url, address) : null;
	}

	@Nullable String findText(Tag tag, String name) {
		String value = tag.findValue(name);
		if (value == null) {
			return null;
		}
		return CharacterReferences.decode(
				(this.charset != null) ? new String(value.getBytes(StandardCharsets.ISO_8859_1), this.charset) : value);
	}

}
