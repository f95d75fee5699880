package io.peerconnect.benchmarks;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.ServletException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.Globals;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Counts what the server really sent, by path. It stands where the access log stands, so
 * that no filter of the starter can hide bytes from it, and what the browser says plays
 * no part.
 */
class ServedBytes extends ValveBase implements AccessLog {

	private final Map<String, Served> servedByPath = new ConcurrentHashMap<>();

	ServedBytes() {
		super(true);
	}

	Map<String, Served> snapshot() {
		return new TreeMap<>(this.servedByPath);
	}

	void reset() {
		this.servedByPath.clear();
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		getNext().invoke(request, response);
	}

	@Override
	public void log(Request request, Response response, long nanos) {
		this.servedByPath.merge(request.getRequestURI(), new Served(1, bytesSent(request, response), nanos),
				Served::plus);
	}

	/*
	 * What goes out by sendfile leaves after the response ended, and only these
	 * attributes tell of it.
	 */
	private static long bytesSent(Request request, Response response) {
		if (request.getAttribute(Globals.SENDFILE_FILE_START_ATTR) instanceof Long start
				&& request.getAttribute(Globals.SENDFILE_FILE_END_ATTR) instanceof Long end) {
			return end - start;
		}
		return response.getBytesWritten(false);
	}

	@Override
	public void setRequestAttributesEnabled(boolean requestAttributesEnabled) {
		// Only names of clients depend on it, and none is recorded here.
	}

	@Override
	public boolean getRequestAttributesEnabled() {
		return false;
	}

	/**
	 * What was sent for one path.
	 *
	 * @param requests the number of requests
	 * @param bytes the bytes sent, without headers
	 * @param nanos the time spent, in nanoseconds
	 */
	record Served(long requests, long bytes, long nanos) {

		private Served plus(Served other) {
			return new Served(this.requests + other.requests, this.bytes + other.bytes, this.nanos + other.nanos);
		}

	}

}
