package io.peerconnect.tracker;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;

import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.ClientAddress;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/**
 * Answers announces or scrapes over HTTP.
 */
final class HttpTrackerHandler implements HttpRequestHandler {

	private final Action action;

	private final HttpTracker tracker;

	private final AddressRate requests;

	private final TrackerObserver observer;

	private final Clock clock;

	HttpTrackerHandler(Action action, HttpTracker tracker, AddressRate requests, TrackerObserver observer,
			Clock clock) {
		this.action = action;
		this.tracker = tracker;
		this.requests = requests;
		this.observer = observer;
		this.clock = clock;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		if (!HttpMethod.GET.matches(request.getMethod())) {
			throw new HttpRequestMethodNotSupportedException(request.getMethod());
		}
		byte[] answer;
		try {
			answer = answer(request);
		}
		catch (TrackerRefusedException ex) {
			this.observer.refused(ex.reason());
			answer = this.tracker.refused(ex.reason());
		}
		response.setContentType("text/plain");
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setContentLength(answer.length);
		response.getOutputStream().write(answer);
	}

	private byte[] answer(HttpServletRequest request) throws TrackerRefusedException, IOException {
		InetAddress client = ClientAddress.of(request);
		if (!this.requests.tryTake(client, 1, this.clock.millis())) {
			throw new TrackerRefusedException(TrackerRefusal.RATE_LIMITED);
		}
		// Any page could let its visitors announce themselves: an image is enough.
		if (request.getHeader(HttpHeaders.ORIGIN) != null || request.getHeader("Sec-Fetch-Site") != null) {
			throw new TrackerRefusedException(TrackerRefusal.BROWSER);
		}
		return this.action.answer(this.tracker, RawQuery.read(request.getQueryString()), client);
	}

	/**
	 * What is done.
	 */
	@FunctionalInterface
	interface Action {

		byte[] answer(HttpTracker tracker, RawQuery query, InetAddress client) throws TrackerRefusedException;

	}

}
