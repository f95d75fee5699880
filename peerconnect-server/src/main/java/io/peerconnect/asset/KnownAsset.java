package io.peerconnect.asset;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * An asset together with what tells whether the site still serves it. Safe for use by
 * many threads at once.
 */
final class KnownAsset {

	private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

	private final Asset asset;

	private final Validator validator;

	private final @Nullable AssetSource source;

	private final Instant answeredAt;

	private final AtomicReference<Instant> freshUntil;

	private final AtomicReference<Instant> probedAt;

	/**
	 * Create what is known after an answer.
	 * @param asset the asset
	 * @param validator the validator of the answer, as far as it may be relied on
	 * @param source what the site read it from, if that can be looked at
	 * @param answeredAt the time at which the answer began
	 * @param freshUntil the time until which the answer may be passed on unasked
	 */
	KnownAsset(Asset asset, Validator validator, @Nullable AssetSource source, Instant answeredAt, Instant freshUntil) {
		this.asset = asset;
		this.validator = validator;
		this.source = source;
		this.answeredAt = answeredAt;
		this.freshUntil = new AtomicReference<>(freshUntil);
		this.probedAt = new AtomicReference<>(answeredAt);
	}

	Asset asset() {
		return this.asset;
	}

	Validator validator() {
		return this.validator;
	}

	Instant answeredAt() {
		return this.answeredAt;
	}

	/**
	 * Return whether an answer certainly has these bytes.
	 * @param other the validator of the answer
	 * @param length the length of the whole file as the answer tells, −1 if it does not
	 * @return whether nothing needs to be hashed
	 */
	boolean isProvedBy(Validator other, long length) {
		return length == this.asset.length() && this.validator.provesSameBytes(other);
	}

	/**
	 * Take note that the site vouched for this version.
	 * @param until the time until which it may be passed on unasked
	 */
	void confirm(Instant until) {
		this.freshUntil.accumulateAndGet(until, (a, b) -> a.isAfter(b) ? a : b);
	}

	/**
	 * Return whether the site was not asked for too long.
	 * @param now the present time
	 * @param grace how much longer than it is fresh
	 * @return whether the version is in doubt
	 */
	boolean isInDoubt(Instant now, Duration grace) {
		return this.source == null && now.isAfter(this.freshUntil.get().plus(grace));
	}

	/**
	 * Look at the source, unless it was looked at just now.
	 * @param now the present time
	 * @return whether the source is known to have changed
	 */
	boolean isReplaced(Instant now) {
		Instant last = this.probedAt.get();
		if (this.source == null || now.isBefore(last.plus(PROBE_INTERVAL)) || !this.probedAt.compareAndSet(last, now)) {
			return false;
		}
		return !this.source.isUnchanged();
	}

}
