package io.peerconnect.observe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Actuator endpoint that tells an operator how PeerConnect is doing.
 */
@Endpoint(id = "peerconnect")
public final class StatusEndpoint {

	private final Map<String, Supplier<?>> parts;

	/**
	 * Create the endpoint.
	 * @param parts what each part of PeerConnect has to tell, by its name
	 */
	public StatusEndpoint(Map<String, ? extends Supplier<?>> parts) {
		this.parts = new LinkedHashMap<>(parts);
	}

	/**
	 * Return how each part is doing.
	 * @return what it tells, by its name
	 */
	@ReadOperation
	public Map<String, Object> status() {
		Map<String, Object> status = new LinkedHashMap<>();
		this.parts.forEach((name, part) -> status.put(name, part.get()));
		return status;
	}

}
