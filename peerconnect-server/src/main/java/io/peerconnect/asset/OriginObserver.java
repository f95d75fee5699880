package io.peerconnect.asset;

/**
 * Hears what the site itself serves. Implementations are safe for use by many threads at
 * once, and neither block nor throw.
 */
public interface OriginObserver {

	/**
	 * An observer that takes no note.
	 */
	OriginObserver NONE = new OriginObserver() {
	};

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

}
