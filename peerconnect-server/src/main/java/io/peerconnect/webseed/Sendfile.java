package io.peerconnect.webseed;

import java.nio.file.Path;
import java.util.List;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Lets Tomcat send a part of a file without a copy in the JVM, by the
 * <a href="https://tomcat.apache.org/tomcat-11.0-doc/aio.html">request attributes</a> for
 * that.
 */
final class Sendfile {

	/*
	 * What Tomcat sends by itself passes no wrapper of the response, and needs a length
	 * that arrives. That is fine for wrappers that have no say in either, and for some
	 * that are known to only watch. A filter that changes what is sent, or keeps it until
	 * the end, needs the bytes.
	 */

	/** Tomcat's own limit: below, copying is as fast. */
	private static final long MIN_LENGTH = 48 * 1024;

	private static final String ATTRIBUTE = "org.apache.tomcat.sendfile.";

	private static final List<String> WATCHERS = List.of("io.peerconnect.", "org.springframework.security.",
			"org.springframework.session.");

	private static final ClassValue<Boolean> HARMLESS = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return WATCHERS.stream().anyMatch(type.getName()::startsWith)
					|| !overrides(type, "getOutputStream") && !overrides(type, "setContentLengthLong", long.class);
		}

	};

	private Sendfile() {
	}

	/**
	 * Return whether Tomcat can send a part of a file as it is.
	 * @param part the part
	 * @param request the request
	 * @param response the response
	 * @return whether it can
	 */
	static boolean isPossible(ByteRange part, HttpServletRequest request, HttpServletResponse response) {
		return part.length() >= MIN_LENGTH && Boolean.TRUE.equals(request.getAttribute(ATTRIBUTE + "support"))
				&& !isChangedOnTheWay(response);
	}

	private static boolean isChangedOnTheWay(ServletResponse response) {
		ServletResponse next = response;
		while (next instanceof ServletResponseWrapper wrapper) {
			if (!HARMLESS.get(wrapper.getClass())) {
				return true;
			}
			next = wrapper.getResponse();
		}
		return false;
	}

	private static boolean overrides(Class<?> wrapper, String method, Class<?>... parameters) {
		try {
			return wrapper.getMethod(method, parameters).getDeclaringClass() != ServletResponseWrapper.class;
		}
		catch (NoSuchMethodException ex) {
			// Native images know only the methods that they were told of.
			return true;
		}
	}

	/**
	 * Leave a part of a file to Tomcat. The response's headers must be set, and nothing
	 * may be written.
	 * @param file the file
	 * @param part the part
	 * @param request the request
	 */
	static void handOver(Path file, ByteRange part, HttpServletRequest request) {
		request.setAttribute(ATTRIBUTE + "filename", file.toAbsolutePath().toString());
		request.setAttribute(ATTRIBUTE + "start", part.from());
		request.setAttribute(ATTRIBUTE + "end", part.to());
	}

}
