package io.peerconnect.webseed;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.peerconnect.torrent.Torrent;
import io.peerconnect.torrent.TorrentLibrary;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * Maps requests for videos that are hashed and unchanged to the {@link Webseed}. All else
 * goes where it went before: other paths, other methods, and videos that are not hashed
 * yet.
 */
public final class VideoMapping extends AbstractHandlerMapping {

	/*
	 * The handler is ours, everything around it stays the site's. Interceptors that the
	 * site configured may check who is there, and belong to the mappings that it
	 * configured; so those are asked what they would do, and their interceptors run. For
	 * the same reason, whom the site lets read its videos across origins still may.
	 */

	private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS");

	private final TorrentLibrary library;

	private final Webseed webseed;

	private final Supplier<List<HandlerMapping>> mappings;

	/**
	 * Create the mapping.
	 * @param library the videos
	 * @param webseed answers the requests
	 * @param cors which other origins may read the videos
	 * @param mappings all mappings of the site, in their order
	 */
	public VideoMapping(TorrentLibrary library, Webseed webseed, CorsConfiguration cors,
			Supplier<List<HandlerMapping>> mappings) {
		this.library = library;
		this.webseed = webseed;
		this.mappings = mappings;
		setCorsConfigurationSource((request) -> cors);
	}

	@Override
	protected @Nullable Object getHandlerInternal(HttpServletRequest request) throws Exception {
		if (!METHODS.contains(request.getMethod())) {
			return null;
		}
		String path = VideoPath.find(request);
		Torrent torrent = (path != null) ? this.library.findByPath(path) : null;
		return (torrent != null) ? new VideoRequest(torrent, this.webseed, findChain(request)) : null;
	}

	private @Nullable HandlerExecutionChain findChain(HttpServletRequest request) throws Exception {
		for (HandlerMapping mapping : this.mappings.get()) {
			HandlerExecutionChain chain = (mapping != this) ? findChain(mapping, request) : null;
			if (chain != null) {
				return chain;
			}
		}
		return null;
	}

	private static @Nullable HandlerExecutionChain findChain(HandlerMapping mapping, HttpServletRequest request)
			throws Exception {
		try {
			return mapping.getHandler(request);
		}
		catch (ServletException ex) {
			// A controller is mapped to this path, for other requests than this one.
			return null;
		}
	}

	@Override
	protected HandlerExecutionChain getHandlerExecutionChain(Object handler, HttpServletRequest request) {
		HandlerExecutionChain site = site(handler);
		if (site == null) {
			return super.getHandlerExecutionChain(handler, request);
		}
		HandlerExecutionChain chain = new HandlerExecutionChain(handler);
		for (HandlerInterceptor interceptor : site.getInterceptorList()) {
			if (!(interceptor instanceof CorsConfigurationSource)) {
				chain.addInterceptor(interceptor);
			}
		}
		return chain;
	}

	@Override
	protected @Nullable CorsConfiguration getCorsConfiguration(Object handler, HttpServletRequest request) {
		HandlerExecutionChain site = site(handler);
		if (site != null) {
			for (HandlerInterceptor interceptor : site.getInterceptorList()) {
				if (interceptor instanceof CorsConfigurationSource source) {
					return source.getCorsConfiguration(request);
				}
			}
		}
		return null;
	}

	private static @Nullable HandlerExecutionChain site(Object handler) {
		return ((VideoRequest) handler).site();
	}

}
