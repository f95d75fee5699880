package io.peerconnect.asset;

import java.util.List;

/**
 * Hears what the site itself serves. Implementations are safe for use by many threads at
 * once, and neither block nor throw.
 */
public interface OriginObserver {

	/**
	 * Take note that the site served media that visitors may pass on, whole or in part.
	 * @param mediaType the media type without parameters, such as {@code image/jpeg}
	 * @param bytes how many bytes of it
	 */
	default void served(String mediaType, long bytes) {
	}

	/**
	 * Take note that the site served media that visitors may not pass on.
	 * @param reason the reason
	 */
	default void refused(Refusal reason) {
	}

	/**
	 * Return an observer that tells others.
	 * @param observers the others
	 * @return the observer
	 */
	static OriginObserver all(List<OriginObserver> observers) {
		return (observers.size() == 1) ? observers.get(0) : new OriginObservers(observers);
	}

}
