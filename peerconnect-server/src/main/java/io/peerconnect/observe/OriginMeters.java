package io.peerconnect.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import io.peerconnect.asset.OriginObserver;
import io.peerconnect.asset.Refusal;

/**
 * Meters of what the site itself serves.
 */
public final class OriginMeters implements OriginObserver {

	private final MeterRegistry registry;

	/**
	 * Create the meters.
	 * @param registry where they are registered
	 */
	public OriginMeters(MeterRegistry registry) {
		this.registry = registry;
		// Registered before anything happens, so that dashboards have a zero to show.
		bytes("image");
	}

	@Override
	public void served(String mediaType, long bytes) {
		// Without the subtype, which may come from whoever uploaded a file.
		int slash = mediaType.indexOf('/');
		bytes((slash != -1) ? mediaType.substring(0, slash) : mediaType).increment(bytes);
	}

	@Override
	public void refused(Refusal reason) {
		Counter.builder("peerconnect.assets.refused")
			.description("Answers of the site with media which visitors may not pass on")
			.baseUnit("answers")
			.tag("reason", reason.code())
			.register(this.registry)
			.increment();
	}

	private Counter bytes(String media) {
		return Counter.builder("peerconnect.origin.bytes")
			.description("Bytes that the site served of media which visitors may pass on")
			.baseUnit("bytes")
			.tag("media", media)
			.register(this.registry);
	}

}
