package io.peerconnect.page;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How images are taken over.
 */
public enum ImageMode {

	/**
	 * The markup of pages is changed while it streams by.
	 */
	@JsonProperty("rewrite")
	REWRITE,

	/**
	 * The markup stays; a Service Worker answers from peers from the second visit on.
	 */
	@JsonProperty("service-worker")
	SERVICE_WORKER,

	/**
	 * Only what the author marked with {@code data-peer-src} is taken over.
	 */
	@JsonProperty("markup")
	MARKUP

}
