package io.peerconnect.page;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Lets {@link PageFilter} see headers that filters between the two write when the
 * response is committed, as Spring Security does.
 */
public final class HeaderPreviewFilter implements Filter {

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		chain.doFilter(request,
				(response instanceof HttpServletResponse http) ? new HeaderPreviewResponse(http) : response);
	}

}
