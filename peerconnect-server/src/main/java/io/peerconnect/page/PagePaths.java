package io.peerconnect.page;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Which paths of the site hold pages that get the client.
 *
 * @param include patterns of which one must match
 * @param exclude patterns of which none may match
 */
public record PagePaths(List<PathPattern> include, List<PathPattern> exclude) {

	public PagePaths {
		include = List.copyOf(include);
		exclude = List.copyOf(exclude);
	}

	boolean contain(HttpServletRequest request) {
		String uri = request.getRequestURI();
		String context = request.getContextPath();
		PathContainer path = PathContainer.parsePath(uri.startsWith(context) ? uri.substring(context.length()) : uri);
		return this.include.stream().anyMatch((pattern) -> pattern.matches(path))
				&& this.exclude.stream().noneMatch((pattern) -> pattern.matches(path));
	}

}
