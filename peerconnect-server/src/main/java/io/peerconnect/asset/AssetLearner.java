package io.peerconnect.asset;

import java.time.Instant;
import java.util.Base64;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Learns from what the site answers which assets it has.
 */
final class AssetLearner {

	/*
	 * Headers are looked at twice: before the first byte, to spare the hashing of what is
	 * known or refused anyway, and after the last, because Spring Security may write its
	 * 'Cache-Control: no-store' only then. The second look decides.
	 */

	/**
	 * Answers that say that the path serves no public file, any more. Those that blame
	 * the request, or an accident on the server, say nothing about the file.
	 */
	private static final Set<Integer> NOT_PUBLIC = Set.of(301, 302, 303, 307, 308, 401, 403, 404, 410);

	private final LearnedAssets assets;

	private final Eligibility eligibility;

	private final AssetProbe probe;

	private final OriginObserver observer;

	private final RefusalLog refusalLog = new RefusalLog();

	AssetLearner(LearnedAssets assets, Eligibility eligibility, AssetProbe probe, OriginObserver observer) {
		this.assets = assets;
		this.eligibility = eligibility;
		this.probe = probe;
		this.observer = observer;
	}

	Exchange start(AssetPath path, HttpServletRequest request, HttpServletResponse response) {
		return new Exchange(this, path, request, response, this.assets.now());
	}

	/**
	 * Take note that an answer begins: its headers are set and can still be added to.
	 * @param exchange the exchange
	 * @return what its bytes must be shown to, or {@code null} if they need not be hashed
	 */
	@Nullable Fingerprinter begin(Exchange exchange) {
		KnownAsset known = this.assets.findKnown(exchange.path());
		if (known != null && isAbout(known, exchange)) {
			announce(known.asset(), exchange.response());
			return null;
		}
		return (isWhole(exchange) && check(exchange, exchange.wholeLength()) == null) ? new Fingerprinter() : null;
	}

	private static void announce(Asset asset, HttpServletResponse response) {
		if (!response.isCommitted() && response.getHeader("Repr-Digest") == null) {
			response.setHeader("Repr-Digest",
					"sha-256=:" + Base64.getEncoder().encodeToString(asset.digest().bytes()) + ":");
		}
	}

	/**
	 * Return whether so many bytes are more than visitors share.
	 * @param length the number of bytes
	 * @return whether hashing more of them is in vain
	 */
	boolean isTooLong(long length) {
		return length > this.eligibility.maxSize();
	}

	/**
	 * Take note that an answer ended.
	 * @param exchange the exchange
	 */
	void end(Exchange exchange) {
		int status = exchange.response().getStatus();
		if (isWhole(exchange)) {
			endWhole(exchange);
		}
		else if (NOT_PUBLIC.contains(status)) {
			this.assets.forget(exchange.path());
		}
		else if (status == 200 || status == 206 || status == 304) {
			endPartial(exchange);
		}
	}

	private void endWhole(Exchange exchange) {
		Fingerprinter fingerprinter = exchange.fingerprinter();
		boolean hashed = fingerprinter != null && exchange.isComplete();
		boolean lengthIsKnown = hashed || isTooLong(exchange.sentLength());
		Refusal refusal = check(exchange, lengthIsKnown ? exchange.sentLength() : exchange.wholeLength());
		if (refusal != null) {
			refuse(exchange, refusal);
			return;
		}
		this.observer.served(Eligibility.mediaType(exchange.response()), exchange.sentLength());
		if (fingerprinter != null && hashed) {
			learn(exchange, fingerprinter);
		}
		else {
			confirm(exchange);
		}
	}

	private void endPartial(Exchange exchange) {
		KnownAsset known = this.assets.findKnown(exchange.path());
		if (known == null) {
			return;
		}
		Refusal refusal = this.eligibility.checkPublic(exchange.request(), exchange.response());
		if (refusal != null) {
			refuse(exchange, refusal);
			return;
		}
		if (exchange.sentLength() > 0) {
			this.observer.served(known.asset().mediaType(), exchange.sentLength());
		}
		confirm(exchange);
	}

	private void learn(Exchange exchange, Fingerprinter fingerprinter) {
		AssetSource source = this.probe.findSource(exchange.request());
		Validator validator = Validator.of(exchange.response());
		if (source != null && !isSettled(source, exchange, validator)) {
			refuse(exchange, Refusal.CHANGING);
			return;
		}
		Asset asset = fingerprinter.finish(exchange.path(), Eligibility.mediaType(exchange.response()));
		this.assets.learn(new KnownAsset(asset, validator.observedAt(exchange.startedAt()), source,
				exchange.startedAt(), freshUntil(exchange)));
	}

	/**
	 * Return whether the source is certainly what was sent: it did not change since the
	 * request came, and is no other file put in its place with its old times.
	 */
	private static boolean isSettled(AssetSource source, Exchange exchange, Validator validator) {
		Instant told = validator.lastModified();
		return source.length() == exchange.sentLength() && source.lastModified().isBefore(exchange.startedAt())
				&& (told == null || told.getEpochSecond() == source.lastModified().getEpochSecond());
	}

	private void confirm(Exchange exchange) {
		KnownAsset known = this.assets.findKnown(exchange.path());
		if (known == null) {
			return;
		}
		if (isAbout(known, exchange)) {
			known.confirm(freshUntil(exchange));
		}
		else if (isNewer(exchange, known)) {
			this.assets.forget(exchange.path());
		}
	}

	private static boolean isNewer(Exchange exchange, KnownAsset known) {
		Validator validator = Validator.of(exchange.response());
		boolean comparable = !validator.isEmpty() && !known.validator().isEmpty();
		return comparable && !known.validator().isConfirmedBy(validator)
				&& !exchange.startedAt().isBefore(known.answeredAt());
	}

	private static boolean isAbout(KnownAsset known, Exchange exchange) {
		Validator validator = Validator.of(exchange.response());
		return (exchange.response().getStatus() == HttpServletResponse.SC_NOT_MODIFIED)
				? known.validator().isConfirmedBy(validator) : known.isProvedBy(validator, exchange.wholeLength());
	}

	private Instant freshUntil(Exchange exchange) {
		return this.assets.freshUntil(CacheControl.of(exchange.response()), exchange.startedAt());
	}

	private void refuse(Exchange exchange, Refusal refusal) {
		if (refusal.isOfPath()) {
			this.assets.forget(exchange.path());
		}
		if (refusal != Refusal.MEDIA_TYPE) {
			this.observer.refused(refusal);
			this.refusalLog.log(exchange.path(), refusal);
		}
	}

	private @Nullable Refusal check(Exchange exchange, long length) {
		return this.eligibility.check(exchange.path(), exchange.request(), exchange.response(), length);
	}

	private static boolean isWhole(Exchange exchange) {
		return exchange.response().getStatus() == HttpServletResponse.SC_OK
				&& "GET".equals(exchange.request().getMethod());
	}

}
