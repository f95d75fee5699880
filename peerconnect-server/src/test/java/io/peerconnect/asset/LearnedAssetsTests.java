package io.peerconnect.asset;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LearnedAssetsTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final MutableClock clock = new MutableClock();

	private final List<Asset> replaced = new CopyOnWriteArrayList<>();

	private final LearnedAssets assets = new LearnedAssets(100, MINUTE, List.of(this.replaced::add), this.clock);

	@Test
	void findWhenNothingWasLearntReturnsNull() {
		assertThat(this.assets.findByPath(new AssetPath("/a.jpg"))).isNull();
		assertThat(this.assets.findByDigest(digest(1))).isNull();
	}

	@Test
	void assetIsFoundByPathAndByDigest() {
		learn("/a.jpg", 1);
		assertThat(digestAt("/a.jpg")).isEqualTo(digest(1));
		assertThat(this.assets.findByDigest(digest(1))).isEqualTo(this.assets.findByPath(new AssetPath("/a.jpg")));
	}

	@Test
	void newVersionReplacesTheFormer() {
		learn("/a.jpg", 1);
		learn("/a.jpg", 2);
		assertThat(digestAt("/a.jpg")).isEqualTo(digest(2));
		assertThat(this.assets.findByDigest(digest(1))).isNull();
		assertThat(this.replaced).extracting(Asset::digest).containsExactly(digest(1));
	}

	@Test
	void sameVersionLearntTwiceReplacesNothing() {
		learn("/a.jpg", 1);
		learn("/a.jpg", 1);
		assertThat(this.replaced).isEmpty();
	}

	@Test
	void slowDownloadOfTheFormerVersionDoesNotComeBack() {
		KnownAsset slow = known("/a.jpg", 1, null);
		this.clock.advance(Duration.ofSeconds(1));
		learn("/a.jpg", 2);
		this.assets.learn(slow);
		assertThat(digestAt("/a.jpg")).isEqualTo(digest(2));
		assertThat(this.assets.findByDigest(digest(1))).isNull();
		assertThat(this.replaced).isEmpty();
	}

	@Test
	void digestOfTwoPathsSurvivesTheLossOfOne() {
		learn("/a.jpg", 1);
		learn("/b.jpg", 1);
		this.assets.forget(new AssetPath("/a.jpg"));
		assertThat(this.assets.findByDigest(digest(1))).extracting(Asset::path).isEqualTo(new AssetPath("/b.jpg"));
		assertThat(this.replaced).isEmpty();
		learn("/b.jpg", 2);
		assertThat(this.assets.findByDigest(digest(1))).isNull();
		assertThat(this.replaced).extracting(Asset::digest).containsExactly(digest(1));
	}

	@Test
	void assetIsInDoubtAfterItsLifetimeUntilTheSiteVouchesForIt() {
		KnownAsset known = learn("/a.jpg", 1);
		this.clock.advance(MINUTE);
		assertThat(digestAt("/a.jpg")).isEqualTo(digest(1));
		this.clock.advance(Duration.ofMillis(1));
		assertThat(digestAt("/a.jpg")).isNull();
		assertThat(this.assets.findByDigest(digest(1))).isNotNull();
		this.clock.advance(MINUTE);
		assertThat(this.assets.findByDigest(digest(1))).isNull();
		assertThat(this.replaced).isEmpty();
		known.confirm(this.clock.instant().plus(MINUTE));
		assertThat(digestAt("/a.jpg")).isEqualTo(digest(1));
		assertThat(this.assets.findByDigest(digest(1))).isNotNull();
	}

	@Test
	void sourceIsLookedAtOnceInASecondAndNeverInDoubt() {
		Source source = new Source();
		this.assets.learn(known("/a.jpg", 1, source));
		this.clock.advance(Duration.ofDays(1));
		digestAt("/a.jpg");
		this.assets.findByDigest(digest(1));
		this.clock.advance(Duration.ofMillis(999));
		assertThat(digestAt("/a.jpg")).isEqualTo(digest(1));
		assertThat(source.looks).hasValue(1);
		source.changed.set(true);
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.assets.findByDigest(digest(1))).isNull();
		assertThat(digestAt("/a.jpg")).isNull();
		assertThat(this.replaced).hasSize(1);
	}

	@Test
	void catalogueForgetsWhatItHasNoRoomForAndSaysSo() {
		for (int i = 0; i < 250; i++) {
			learn("/" + i + ".jpg", i);
		}
		List<Digest> found = new ArrayList<>();
		for (int i = 0; i < 250; i++) {
			if (this.assets.findByDigest(digest(i)) != null) {
				found.add(digest(i));
			}
		}
		assertThat(found).hasSizeBetween(50, 100);
		assertThat(this.replaced).extracting(Asset::digest)
			.hasSize(250 - found.size())
			.doesNotContainAnyElementsOf(found);
	}

	@Test
	void listenerThatFailsKeepsNobodyFromHearing() {
		LearnedAssets assets = new LearnedAssets(100, MINUTE, List.of((asset) -> {
			throw new IllegalStateException("Broken on purpose");
		}, this.replaced::add), this.clock);
		assets.learn(known("/a.jpg", 1, null));
		assets.forget(new AssetPath("/a.jpg"));
		assertThat(this.replaced).hasSize(1);
	}

	@Test
	void listenerMayAskTheCatalogue() {
		List<@Nullable Asset> seen = new ArrayList<>();
		List<AssetReplacedListener> listeners = new CopyOnWriteArrayList<>();
		LearnedAssets assets = new LearnedAssets(100, MINUTE, listeners, this.clock);
		listeners.add((asset) -> seen.add(assets.findByPath(asset.path())));
		assets.learn(known("/a.jpg", 1, null));
		KnownAsset second = known("/a.jpg", 2, null);
		assets.learn(second);
		assertThat(seen).containsExactly(second.asset());
	}

	@Test
	void pathsAndDigestsAgreeAfterManyChangesAtOnce() throws ExecutionException, InterruptedException {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<?>> done = new ArrayList<>();
			for (int thread = 0; thread < 4; thread++) {
				Random random = new Random(thread);
				done.add(threads.submit(() -> {
					for (int i = 0; i < 5_000; i++) {
						String path = "/" + random.nextInt(5) + ".jpg";
						if (random.nextInt(4) == 0) {
							this.assets.forget(new AssetPath(path));
						}
						else {
							learn(path, random.nextInt(5));
						}
					}
				}));
			}
			for (Future<?> future : done) {
				future.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
		Set<Digest> served = ConcurrentHashMap.newKeySet();
		for (int i = 0; i < 5; i++) {
			Digest digest = digestAt("/" + i + ".jpg");
			if (digest != null) {
				served.add(digest);
			}
		}
		for (int i = 0; i < 5; i++) {
			assertThat(this.assets.findByDigest(digest(i)) != null).isEqualTo(served.contains(digest(i)));
		}
		this.replaced.clear();
		for (int i = 0; i < 5; i++) {
			this.assets.forget(new AssetPath("/" + i + ".jpg"));
		}
		assertThat(this.replaced).extracting(Asset::digest).containsExactlyInAnyOrderElementsOf(served);
	}

	private KnownAsset learn(String path, int content) {
		KnownAsset known = known(path, content, null);
		this.assets.learn(known);
		return known;
	}

	private KnownAsset known(String path, int content, @Nullable AssetSource source) {
		Asset asset = new Asset(new AssetPath(path), digest(content), 5000, "image/jpeg", List.of());
		Instant now = this.clock.instant();
		Instant freshUntil = this.assets.freshUntil(new CacheControl(Map.of(), null), now);
		return new KnownAsset(asset, new Validator("\"v\"", null), source, now, freshUntil);
	}

	private @Nullable Digest digestAt(String path) {
		Asset asset = this.assets.findByPath(new AssetPath(path));
		return (asset != null) ? asset.digest() : null;
	}

	private static Digest digest(int content) {
		byte[] bytes = new byte[32];
		bytes[0] = (byte) content;
		bytes[1] = (byte) (content >> 8);
		return Digest.of(bytes);
	}

	private static class Source implements AssetSource {

		private final AtomicBoolean changed = new AtomicBoolean();

		private final AtomicInteger looks = new AtomicInteger();

		@Override
		public Instant lastModified() {
			return Instant.EPOCH;
		}

		@Override
		public long length() {
			return 5000;
		}

		@Override
		public boolean isUnchanged() {
			this.looks.incrementAndGet();
			return !this.changed.get();
		}

	}

}
