package io.peerconnect.page.thymeleaf;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.web.servlet.IServletWebExchange;

/**
 * The page that a template is processed for.
 */
record WebPage(HttpServletRequest request, HttpServletResponse response) {

	/**
	 * Find the page of a context.
	 * @param context the context
	 * @return the page, or {@code null} if the template makes something else
	 */
	static @Nullable WebPage find(ITemplateContext context) {
		if (context instanceof IWebContext web && web.getExchange() instanceof IServletWebExchange exchange
				&& exchange.getNativeRequestObject() instanceof HttpServletRequest request
				&& exchange.getNativeResponseObject() instanceof HttpServletResponse response) {
			return new WebPage(request, response);
		}
		return null;
	}

}
