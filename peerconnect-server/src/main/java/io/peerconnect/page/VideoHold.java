package io.peerconnect.page;

import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.AssetPath;

/**
 * Puts a script into each of a page's videos that the site shares. It removes itself, and
 * lets our worker come first (PROTOCOL.md §5).
 */
final class VideoHold {

	private final SharedVideos videos;

	private final PageAddresses addresses;

	private final String contextPath;

	private final String firstScript;

	private final String nextScript;

	private boolean used;

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
		String tag = (nonce != null) ? "<script nonce=\"" + HeadTags.escape(nonce) + "\">" : "<script>";
		this.firstScript = tag + script + "</script>";
		this.nextScript = tag + "peerconnectHold()</script>";
	}

	/**
	 * Find what to write in place of a tag.
	 * @param name {@code video}, {@code audio} or {@code source}
	 * @param text the tag
	 * @return the tag with the script after it, or {@code null} if it stays as it is
	 */
	@Nullable String findReplacement(String name, String text) {
		Tag tag = Tag.parse(text);
		boolean source = name.equals("source");
		if (source && !this.awaitsSource) {
			return null;
		}
		this.awaitsSource = !source && !tag.has("src") && !isLeftAlone(tag);
		String address = this.addresses.findText(tag, "src");
		AssetPath path = (address != null && !isLeftAlone(tag)) ? this.addresses.resolve(address) : null;
		if (path == null || !this.videos.contains(this.contextPath, path)) {
			return null;
		}
		String script = this.used ? this.nextScript : this.firstScript;
		this.used = true;
		return text + script;
	}

	private static boolean isLeftAlone(Tag tag) {
		return "off".equalsIgnoreCase(tag.findValue("data-peer")) || tag.has("crossorigin") || tag.isDuplicated("src");
	}

}
