package io.peerconnect.page;

import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.AssetPath;

/**
 * Puts a script before the first of a page's videos that the site shares. It removes
 * itself, and lets our worker come first (PROTOCOL.md §5).
 */
final class VideoHold {

	private final SharedVideos videos;

	private final PageAddresses addresses;

	private final String contextPath;

	private final String script;

	private boolean placed;

	/** Whether a media element began that takes its address from a source. */
	private boolean awaitsSource;

	/**
	 * Create the hold of one page.
	 * @param videos the site's videos
	 * @param addresses tells where the page's addresses lead
	 * @param contextPath the context path as the browser sees it
	 * @param script the script
	 * @param nonce the nonce of the page's policy, if it has one
	 */
	VideoHold(SharedVideos videos, PageAddresses addresses, String contextPath, String script, @Nullable String nonce) {
		this.videos = videos;
		this.addresses = addresses;
		this.contextPath = contextPath;
		this.script = ((nonce != null) ? "<script nonce=\"" + HeadTags.escape(nonce) + "\">" : "<script>") + script
				+ "</script>";
	}

	/**
	 * Return whether the script is in its place.
	 */
	boolean isPlaced() {
		return this.placed;
	}

	/**
	 * Find what to write in place of a tag.
	 * @param name {@code video}, {@code audio} or {@code source}
	 * @param text the tag
	 * @return the script with the tag after it, or {@code null} if the tag stays alone
	 */
	@Nullable String findReplacement(String name, String text) {
		Tag tag = Tag.parse(text);
		boolean source = name.equals("source");
		if (!source) {
			this.awaitsSource = !tag.has("src") && !isLeftAlone(tag);
		}
		else if (!this.awaitsSource) {
			return null;
		}
		String address = this.addresses.findText(tag, "src");
		AssetPath path = (address != null && !isLeftAlone(tag)) ? this.addresses.resolve(address) : null;
		if (path == null || !this.videos.contains(this.contextPath, path)) {
			return null;
		}
		this.placed = true;
		return this.script + text;
	}

	private static boolean isLeftAlone(Tag tag) {
		return "off".equalsIgnoreCase(tag.findValue("data-peer")) || tag.has("crossorigin") || tag.isDuplicated("src");
	}

}
