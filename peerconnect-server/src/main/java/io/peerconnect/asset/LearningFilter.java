package io.peerconnect.asset;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Watches what the site serves and learns its assets from that, each version once. To be
 * placed outside Spring Security, whose headers decide whether a file is public.
 * <p>
 * What Tomcat's sendfile sends does not pass here and is not learnt.
 */
public final class LearningFilter extends OncePerRequestFilter {

	private static final Logger logger = LoggerFactory.getLogger(LearningFilter.class);

	private final AssetLearner learner;

	private final List<AssetExclusion> exclusions;

	/**
	 * Create a filter.
	 * @param assets where to keep what was learnt
	 * @param eligibility which answers to learn from
	 * @param exclusions which files to learn nothing of
	 * @param observer who hears what the site served
	 */
	public LearningFilter(LearnedAssets assets, Eligibility eligibility, List<AssetExclusion> exclusions,
			OriginObserver observer) {
		this.exclusions = List.copyOf(exclusions);
		this.learner = new AssetLearner(assets, eligibility, new StaticResourceProbe(), observer);
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String method = request.getMethod();
		return !("GET".equals(method) || "HEAD".equals(method))
				|| "websocket".equalsIgnoreCase(request.getHeader("Upgrade")) || isExcluded(request);
	}

	private boolean isExcluded(HttpServletRequest request) {
		String inServlet = request.getPathInfo();
		String path = request.getServletPath() + ((inServlet != null) ? inServlet : "");
		return this.exclusions.stream().anyMatch((exclusion) -> exclusion.excludes(path));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		AssetPath path = AssetPath.of(request);
		if (path == null) {
			chain.doFilter(request, response);
			return;
		}
		Exchange exchange = this.learner.start(path, request, response);
		try {
			chain.doFilter(request, new LearningResponse(response, exchange));
		}
		catch (IOException | ServletException | RuntimeException | Error ex) {
			exchange.fail();
			throw ex;
		}
		if (request.isAsyncStarted()) {
			endLater(request, exchange);
		}
		else {
			end(exchange);
		}
	}

	private static void endLater(HttpServletRequest request, Exchange exchange) {
		try {
			request.getAsyncContext().addListener(new EndOfAsyncAnswer(exchange));
		}
		catch (IllegalStateException ex) {
			// Ended on its own thread just now; the next answer will do.
			logger.debug("Missed the end of the answer to {}", exchange.path());
		}
	}

	private static void end(Exchange exchange) {
		try {
			exchange.end();
		}
		catch (RuntimeException ex) {
			// The visitor has the answer; that nothing was learnt must not spoil it.
			logger.warn("Could not learn from the answer to {}", exchange.path(), ex);
		}
	}

	private record EndOfAsyncAnswer(Exchange exchange) implements AsyncListener {

		@Override
		public void onComplete(AsyncEvent event) {
			end(this.exchange);
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			this.exchange.fail();
		}

		@Override
		public void onError(AsyncEvent event) {
			this.exchange.fail();
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			// Starting again drops the listeners.
			event.getAsyncContext().addListener(this);
		}

	}

}
