package io.peerconnect.asset;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assets that the site was seen to serve, kept in memory.
 */
public final class LearnedAssets implements AssetCatalogue {

	/*
	 * Bounded staleness. Peers answer in place of the site, so once they are many, nobody
	 * asks the site and it could never say that a file changed. Hence:
	 *
	 * Files that a resource handler serves are looked at (time and length) when the
	 * catalogue is asked for them, at most once in a second. A change is noticed then.
	 *
	 * Everything else is known for as long as its answer allows a shared cache to keep it
	 * (RFC 9111 §4.2), or for 'revalidateAfter' when it does not say. After that it is in
	 * doubt: by path it is not found, so pages leave the next visitor to the site, whose
	 * answer settles the doubt. By digest it is found for another 'revalidateAfter',
	 * because visitors whose page is open hold it, want it and say so, and a swarm must
	 * not be scattered each time its asset is due. Then it is not found at all until the
	 * site is asked again. Nobody thus receives bytes from peers that the site did not
	 * vouch for within the lifetime plus 'revalidateAfter'.
	 */

	private static final Logger logger = LoggerFactory.getLogger(LearnedAssets.class);

	private final Cache<AssetPath, KnownAsset> byPath;

	/**
	 * The paths of each digest. Changed only inside an atomic change of {@link #byPath},
	 * each set only inside {@code compute}.
	 */
	private final Map<Digest, Set<AssetPath>> pathsByDigest = new ConcurrentHashMap<>();

	/**
	 * Assets to tell the listeners of, once no lock of the cache is held.
	 */
	private final Queue<Asset> replaced = new ConcurrentLinkedQueue<>();

	private final Iterable<AssetReplacedListener> listeners;

	private final Duration revalidateAfter;

	private final Clock clock;

	/**
	 * Create an empty catalogue.
	 * @param maxEntries how many paths to know at most
	 * @param revalidateAfter how long the site's answers hold when they do not say
	 * @param listeners who hears of replaced assets; iterated each time
	 * @param clock the clock
	 */
	public LearnedAssets(long maxEntries, Duration revalidateAfter, Iterable<AssetReplacedListener> listeners,
			Clock clock) {
		this.byPath = Caffeine.newBuilder()
			.maximumSize(maxEntries)
			.executor(Runnable::run)
			.evictionListener(this::evicted)
			.build();
		this.revalidateAfter = revalidateAfter;
		this.listeners = listeners;
		this.clock = clock;
	}

	@Override
	public @Nullable Asset findByPath(AssetPath path) {
		return findCurrent(path, Duration.ZERO);
	}

	@Override
	public @Nullable Asset findByDigest(Digest digest) {
		for (AssetPath path : this.pathsByDigest.getOrDefault(digest, Set.of())) {
			Asset asset = findCurrent(path, this.revalidateAfter);
			if (asset != null && asset.digest().equals(digest)) {
				return asset;
			}
		}
		return null;
	}

	private @Nullable Asset findCurrent(AssetPath path, Duration grace) {
		KnownAsset known = this.byPath.getIfPresent(path);
		if (known == null) {
			return null;
		}
		Instant now = now();
		if (known.isReplaced(now)) {
			forget(path, known);
			return null;
		}
		return known.isInDoubt(now, grace) ? null : known.asset();
	}

	/**
	 * Find what is known of a path, in doubt or not.
	 * @param path the path
	 * @return what is known, or {@code null} if nothing is
	 */
	@Nullable KnownAsset findKnown(AssetPath path) {
		return this.byPath.getIfPresent(path);
	}

	Instant now() {
		return this.clock.instant();
	}

	/**
	 * Return until when an answer may be passed on.
	 * @param cacheControl what the answer says
	 * @param answeredAt the time at which it began
	 * @return the time
	 */
	Instant freshUntil(CacheControl cacheControl, Instant answeredAt) {
		return answeredAt.plus(cacheControl.lifetime(answeredAt, this.revalidateAfter));
	}

	/**
	 * Learn the present version of an asset. An answer that began before the one that is
	 * known, such as a slow download of the former version, has no effect.
	 * @param fresh the asset
	 */
	void learn(KnownAsset fresh) {
		AssetPath path = fresh.asset().path();
		this.byPath.asMap().compute(path, (key, known) -> {
			if (known != null && known.answeredAt().isAfter(fresh.answeredAt())) {
				return known;
			}
			addPath(fresh.asset());
			if (known != null && !known.asset().digest().equals(fresh.asset().digest())) {
				removePath(known.asset());
			}
			return fresh;
		});
		tellListeners();
	}

	/**
	 * Forget a path.
	 * @param path the path
	 */
	void forget(AssetPath path) {
		KnownAsset known = this.byPath.getIfPresent(path);
		if (known != null) {
			forget(path, known);
		}
	}

	private void forget(AssetPath path, KnownAsset known) {
		this.byPath.asMap().computeIfPresent(path, (key, present) -> {
			if (present != known) {
				return present;
			}
			removePath(known.asset());
			return null;
		});
		tellListeners();
	}

	private void evicted(@Nullable AssetPath path, @Nullable KnownAsset known, RemovalCause cause) {
		if (known != null) {
			removePath(known.asset());
		}
	}

	private void addPath(Asset asset) {
		this.pathsByDigest.compute(asset.digest(), (digest, present) -> {
			Set<AssetPath> paths = (present != null) ? present : ConcurrentHashMap.newKeySet(1);
			paths.add(asset.path());
			return paths;
		});
	}

	private void removePath(Asset asset) {
		this.pathsByDigest.computeIfPresent(asset.digest(), (digest, paths) -> {
			paths.remove(asset.path());
			if (!paths.isEmpty()) {
				return paths;
			}
			this.replaced.add(asset);
			return null;
		});
	}

	private void tellListeners() {
		for (Asset asset = this.replaced.poll(); asset != null; asset = this.replaced.poll()) {
			for (AssetReplacedListener listener : this.listeners) {
				tell(listener, asset);
			}
		}
	}

	private static void tell(AssetReplacedListener listener, Asset asset) {
		try {
			listener.assetReplaced(asset);
		}
		catch (RuntimeException ex) {
			// Runs while the site answers a visitor, who must not suffer from it.
			logger.warn("A listener failed to take note that {} was replaced", asset.path(), ex);
		}
	}

}
