package io.peerconnect.swarm;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

/**
 * Lets something happen between the search of a registry and its answer.
 */
final class LateHolder {

	private final PeerRegistry registry;

	private @Nullable Runnable event;

	LateHolder(PeerRegistry registry) {
		this.registry = registry;
	}

	void afterNextSearch(Runnable event) {
		this.event = event;
	}

	PeerRegistry asRegistry() {
		return (PeerRegistry) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { PeerRegistry.class },
				(proxy, method, arguments) -> {
					try {
						Object answer = method.invoke(this.registry, arguments);
						Runnable event = this.event;
						if (method.getName().equals("find") && event != null) {
							this.event = null;
							event.run();
						}
						return answer;
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

}
