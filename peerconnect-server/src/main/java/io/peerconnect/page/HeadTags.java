package io.peerconnect.page;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.util.DigestUtils;

/**
 * Writes what the client needs into heads (PROTOCOL.md §5).
 */
final class HeadTags {

	/*
	 * An <img> without src that has an alt text is laid out as inline text by Chromium,
	 * which ignores its width and height: the page would jump when the image comes.
	 * Hidden overflow puts its baseline at the lower edge, where that of an image is, and
	 * the alt text does not flash up while the image is on its way. ":where" has no
	 * specificity, so that every rule of the page wins. The second style is for visitors
	 * without scripts, who see the <noscript> twin.
	 */
	private static final String BOX = ":where(img[data-peer-hash]:not([src],[srcset]))"
			+ "{display:inline-block;overflow:hidden;color:transparent}";

	private static final String TWIN = ":is(img,audio)[data-peer-hash]{display:none!important}";

	private final ClientSettings settings;

	private final ClientScripts scripts;

	private final String path;

	private final @Nullable SharedVideos videos;

	private final String version;

	/**
	 * Create the writer.
	 * @param settings what all clients are told
	 * @param scripts the scripts
	 * @param path path of our endpoints within the context
	 * @param videos the site's videos, or {@code null} if it shares none
	 */
	HeadTags(ClientSettings settings, ClientScripts scripts, String path, @Nullable SharedVideos videos) {
		this.settings = settings;
		this.scripts = scripts;
		this.path = path;
		this.videos = videos;
		String everything = write(new Page("", null, true, true, true, true, null));
		this.version = DigestUtils.md5DigestAsHex(everything.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
	}

	/**
	 * Return what changes when the tags would: part of the pages' ETags.
	 */
	String version() {
		return this.version;
	}

	/**
	 * Write the tags of a page. Everything is ASCII, right in whatever charset it has.
	 */
	String write(Page page) {
		String base = page.contextPath + this.path;
		String nonce = (page.nonce != null) ? " nonce=\"" + escape(page.nonce) + "\"" : "";
		StringBuilder tags = new StringBuilder(2048);
		tags.append("<script type=\"application/json\" id=\"peerconnect-config\">")
			.append(PageConfig.of(this.settings, base, page.token, page.blobs, findVideo(page.contextPath)).json())
			.append("</script>");
		if (page.bootstrap) {
			append(tags, nonce, this.scripts.bootstrap());
		}
		boolean mark = page.mark && this.videos != null;
		if (mark) {
			append(tags, nonce, this.scripts.mark());
		}
		if (page.styles) {
			tags.append("<style")
				.append(nonce)
				.append('>')
				.append(BOX)
				.append("</style><noscript><style")
				.append(nonce)
				.append('>')
				.append(TWIN)
				.append("</style></noscript>");
		}
		// Otherwise the marking script brings the client in.
		if (!mark) {
			tags.append("<script async")
				.append(nonce)
				.append(" src=\"")
				.append(escape(base))
				.append('/')
				.append(this.scripts.clientFileName())
				.append("\"></script>");
		}
		return tags.toString();
	}

	private static void append(StringBuilder tags, String nonce, String script) {
		tags.append("<script").append(nonce).append('>').append(script).append("</script>");
	}

	private PageConfig.@Nullable Video findVideo(String contextPath) {
		return (this.videos != null) ? PageConfig.Video.of(this.videos, this.scripts, contextPath) : null;
	}

	static String escape(String value) {
		return value.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
	}

	/**
	 * What differs from page to page.
	 *
	 * @param contextPath the context path as the browser sees it
	 * @param token the join token, if the page carries one
	 * @param blobs whether images may be shown from memory
	 * @param bootstrap whether the bootstrap may stand in the page
	 * @param styles whether our styles may and need to stand in the page
	 * @param mark whether the script that marks videos may stand in the page
	 * @param nonce the nonce of the page's policy, if it has one
	 */
	record Page(String contextPath, @Nullable String token, boolean blobs, boolean bootstrap, boolean styles,
			boolean mark, @Nullable String nonce) {

	}

}
