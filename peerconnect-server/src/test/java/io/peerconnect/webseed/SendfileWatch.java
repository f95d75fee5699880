package io.peerconnect.webseed;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * Stands outside of everything and sees whether an answer was left to Tomcat.
 */
final class SendfileWatch implements Filter, Ordered {

	private volatile @Nullable String last;

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		chain.doFilter(request, response);
		Object file = request.getAttribute("org.apache.tomcat.sendfile.filename");
		this.last = (file != null) ? request.getAttribute("org.apache.tomcat.sendfile.start") + "-"
				+ request.getAttribute("org.apache.tomcat.sendfile.end") : null;
	}

	/** Return what Tomcat sent last by itself, {@code null} if it was copied. */
	@Nullable String last() {
		return this.last;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
