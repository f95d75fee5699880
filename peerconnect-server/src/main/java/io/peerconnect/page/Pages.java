package io.peerconnect.page;

import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.peerconnect.asset.AssetPath;
import io.peerconnect.asset.Digest;
import io.peerconnect.token.JoinTokens;

import org.springframework.web.util.WebUtils;

/**
 * Decides what goes into each page.
 */
public final class Pages {

	private static final Logger logger = LoggerFactory.getLogger(Pages.class);

	private final AtomicBoolean explained = new AtomicBoolean();

	private final ClientSettings settings;

	private final HeadTags headTags;

	private final SharedImages images;

	private final int eager;

	private final JoinTokens tokens;

	private final RequestOrigin origin;

	private final CspNonceSource nonceSource;

	/**
	 * Create the pages of a site.
	 * @param settings what all clients are told
	 * @param scripts the scripts
	 * @param path path of our endpoints within the context
	 * @param images the site's images
	 * @param videos the site's videos, or {@code null} if it shares none
	 * @param eager how many images at the top of a page come from the origin
	 * @param tokens issues join tokens
	 * @param origin tells the site's origin
	 * @param nonceSource tells nonces that the policy doesn't
	 */
	public Pages(ClientSettings settings, ClientScripts scripts, String path, SharedImages images,
			@Nullable SharedVideos videos, int eager, JoinTokens tokens, RequestOrigin origin,
			CspNonceSource nonceSource) {
		this.settings = settings;
		this.headTags = new HeadTags(settings, scripts, path, videos);
		this.images = images;
		this.eager = eager;
		this.tokens = tokens;
		this.origin = origin;
		this.nonceSource = nonceSource;
	}

	/**
	 * Return what changes when the tags in pages would.
	 */
	String version() {
		return this.headTags.version();
	}

	/**
	 * Begin a page, all headers of which are known.
	 * @param request the request for it
	 * @param response its response
	 * @param charset its charset where the transformer is handed bytes widened to
	 * characters, or {@code null} where it is handed characters
	 * @return what changes the page
	 */
	PageTransformer begin(HttpServletRequest request, HttpServletResponse response, @Nullable Charset charset) {
		Permissions permissions = permissions(request, response);
		boolean takesPart = takesPart(request);
		boolean handsOver = this.settings.mode() == ImageMode.REWRITE && takesPart && permissions.bootstrap();
		boolean shared = PageCaching.isShared(request, response);
		String site = this.origin.of(request);
		PageAddresses addresses = new PageAddresses(site, site + pathAndQuery(request), charset);
		return new PageTransformer(() -> write(request, permissions, handsOver && permissions.styles, shared),
				addresses,
				handsOver ? new ImageHandover(this.images, addresses, this.eager, permissions.sounds) : null);
	}

	/**
	 * Write the tags of a page whose template places them itself.
	 * @param request the request for the page
	 * @param response its response, with the policy if it has one
	 * @return the tags; empty where the filter puts them into the head
	 */
	public String writeTags(HttpServletRequest request, HttpServletResponse response) {
		if (isFiltered(response)) {
			return "";
		}
		Permissions permissions = permissions(request, response);
		return write(request, permissions, permissions.styles, PageCaching.isShared(request, response));
	}

	/**
	 * Find what an image is named by that a template hands over itself.
	 * @param request the request for the page
	 * @param response its response
	 * @param address the address of the image
	 * @return the digest, or {@code null} if the template should write a plain
	 * {@code src}: the image isn't shared now, the visitor stays out, or the filter does
	 * it
	 */
	public @Nullable Digest findHandover(HttpServletRequest request, HttpServletResponse response, String address) {
		boolean rewritten = this.settings.mode() == ImageMode.REWRITE && isFiltered(response);
		if (rewritten || !takesPart(request) || !permissions(request, response).bootstrap()) {
			return null;
		}
		AssetPath path = AssetPath.resolve(this.origin.of(request) + pathAndQuery(request), address);
		Digest digest = (path != null) ? this.images.findDigest(path) : null;
		return (digest != null && this.images.isActive(digest)) ? digest : null;
	}

	private static boolean isFiltered(HttpServletResponse response) {
		return WebUtils.getNativeResponse(response, PageResponse.class) != null;
	}

	private Permissions permissions(HttpServletRequest request, HttpServletResponse response) {
		ContentSecurityPolicy policy = ContentSecurityPolicy.parse(response.getHeaders("Content-Security-Policy"));
		String nonce = findNonce(request, policy);
		Permissions permissions = new Permissions(nonce, policy.allowsBlobImages(), policy.allowsBlobMedia(),
				policy.allowsInlineScript(nonce), policy.allowsInlineStyle(nonce));
		if (!permissions.bootstrap()) {
			explain(permissions.blobs);
		}
		return permissions;
	}

	private boolean takesPart(HttpServletRequest request) {
		return isDocument(request) && !Visitor.staysOut(request, this.settings.consent());
	}

	private String write(HttpServletRequest request, Permissions permissions, boolean styles, boolean shared) {
		String token = shared ? null : this.tokens.issue(this.origin.of(request));
		return this.headTags.write(new HeadTags.Page(request.getContextPath(), token, permissions.blobs,
				permissions.bootstrap(), styles, permissions.inlineScript, permissions.nonce));
	}

	private @Nullable String findNonce(HttpServletRequest request, ContentSecurityPolicy policy) {
		String nonce = this.nonceSource.findNonce(request);
		if (nonce == null && request.getAttribute(PageFilter.NONCE_ATTRIBUTE) instanceof String attribute) {
			nonce = attribute;
		}
		return (nonce != null) ? nonce : policy.findNonce();
	}

	/**
	 * Return whether a browser shows what it asked for. A script that fetches a page may
	 * take images out of it that our client never sees.
	 */
	private static boolean isDocument(HttpServletRequest request) {
		return !"empty".equals(request.getHeader("Sec-Fetch-Dest")) && request.getHeader("X-Requested-With") == null;
	}

	private static String pathAndQuery(HttpServletRequest request) {
		Object original = (request.getDispatcherType() == DispatcherType.ERROR)
				? request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) : null;
		String path = (original instanceof String uri) ? uri : request.getRequestURI();
		String query = request.getQueryString();
		return (query != null) ? path + "?" + query : path;
	}

	private void explain(boolean blobs) {
		if (this.explained.compareAndSet(false, true)) {
			logger.info("Images are not taken over where the page's Content-Security-Policy forbids it. "
					+ (blobs ? "Let 'script-src' allow inline scripts by a nonce."
							: "Add 'blob:' to 'img-src' (and let 'script-src' allow inline scripts by a nonce)."));
		}
	}

	/**
	 * What a page's policy permits.
	 */
	private record Permissions(@Nullable String nonce, boolean blobs, boolean sounds, boolean inlineScript,
			boolean styles) {

		boolean bootstrap() {
			return this.blobs && this.inlineScript;
		}

	}

}
