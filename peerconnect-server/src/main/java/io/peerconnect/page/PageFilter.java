package io.peerconnect.page;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.WebUtils;

/**
 * Changes pages while they stream by, whatever makes them: templates, static files,
 * controllers, error pages. Stands inside Spring Security and outside all that only this
 * application knows; {@link HeaderPreviewFilter} stands outside Spring Security.
 */
public final class PageFilter implements Filter {

	/**
	 * Name of the request attribute that holds the nonce which the page's
	 * Content-Security-Policy allows. Needed only where the response doesn't tell.
	 */
	public static final String NONCE_ATTRIBUTE = "peerconnect.nonce";

	/**
	 * Name of the request attribute that, set to {@code true}, leaves a page alone.
	 */
	public static final String OFF_ATTRIBUTE = "peerconnect.off";

	private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

	private static final Set<String> DESTINATIONS = Set.of("document", "iframe", "frame", "embed", "object", "empty",
			"fencedframe");

	private final Pages pages;

	private final PagePaths paths;

	/**
	 * Create the filter.
	 * @param pages decides what goes into each page
	 * @param paths which paths hold pages
	 */
	public PageFilter(Pages pages, PagePaths paths) {
		this.pages = pages;
		this.paths = paths;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		PageResponse page = WebUtils.getNativeResponse(response, PageResponse.class);
		if (page != null) {
			chain.doFilter(request, response);
			if (request.getDispatcherType() == DispatcherType.ASYNC && !request.isAsyncStarted()) {
				page.finish();
			}
			return;
		}
		if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse httpResponse)
				|| !mayBePage(http)) {
			chain.doFilter(request, response);
			return;
		}
		PageRequest pageRequest = new PageRequest(http, "-pc" + this.pages.version());
		page = new PageResponse(pageRequest, httpResponse, this.pages);
		chain.doFilter(pageRequest, page);
		if (!request.isAsyncStarted()) {
			page.finish();
		}
	}

	private boolean mayBePage(HttpServletRequest request) {
		String destination = request.getHeader("Sec-Fetch-Dest");
		return METHODS.contains(request.getMethod())
				&& !"websocket".equalsIgnoreCase(request.getHeader("Upgrade")) && ((destination != null)
						? DESTINATIONS.contains(destination) : acceptsPage(request.getHeader("Accept")))
				&& this.paths.contain(request);
	}

	private static boolean acceptsPage(@Nullable String accept) {
		// Browsers ask for images with "image/…,*/*;q=0.8" and for other things with
		// "*/*".
		return accept == null || accept.contains("text/html") || accept.startsWith("*/*");
	}

}
