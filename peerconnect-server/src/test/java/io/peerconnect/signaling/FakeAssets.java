package io.peerconnect.signaling;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.Asset;
import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.asset.AssetPath;
import io.peerconnect.asset.Digest;

/**
 * A site with a lion, a bear and nothing else.
 */
class FakeAssets implements AssetCatalogue {

	static final Asset LION = new Asset(new AssetPath("/img/lion.jpg"), digest("lion"), 81920, "image/jpeg", List.of());

	static final Asset BEAR = new Asset(new AssetPath("/img/bear.webp?v=2"), digest("bear"), 600_000, "image/webp",
			List.of(digest("bear/0"), digest("bear/1"), digest("bear/2")));

	static final Digest TIGER = digest("tiger");

	private final Map<Digest, Asset> byDigest = Map.of(LION.digest(), LION, BEAR.digest(), BEAR);

	@Override
	public @Nullable Asset findByPath(AssetPath path) {
		return this.byDigest.values().stream().filter((asset) -> asset.path().equals(path)).findFirst().orElse(null);
	}

	@Override
	public @Nullable Asset findByDigest(Digest digest) {
		return this.byDigest.get(digest);
	}

	private static Digest digest(String text) {
		try {
			return Digest.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
