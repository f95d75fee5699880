package io.peerconnect.asset;

import java.util.List;

/**
 * Several observers as one.
 */
final class OriginObservers implements OriginObserver {

	private final List<OriginObserver> observers;

	OriginObservers(List<OriginObserver> observers) {
		this.observers = List.copyOf(observers);
	}

	@Override
	public void served(String mediaType, long bytes) {
		this.observers.forEach((observer) -> observer.served(mediaType, bytes));
	}

	@Override
	public void refused(Refusal reason) {
		this.observers.forEach((observer) -> observer.refused(reason));
	}

}
