package io.peerconnect.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.Asset;
import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.asset.AssetPath;
import io.peerconnect.asset.Digest;

/**
 * A catalogue that knows every path that begins with {@code /img/} below the context
 * path, as an image whose digest is that of its path. Swarms are active when told so.
 */
class TestImages implements AssetCatalogue, ActiveSwarms {

	private final String context;

	private final Set<Digest> active = new HashSet<>();

	private boolean allActive;

	TestImages() {
		this("");
	}

	TestImages(String context) {
		this.context = context;
	}

	static Digest digest(String path) {
		try {
			return Digest.of(MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	TestImages activate(String... paths) {
		for (String path : paths) {
			this.active.add(digest(path));
		}
		return this;
	}

	TestImages activateAll() {
		this.allActive = true;
		return this;
	}

	@Override
	public @Nullable Asset findByPath(AssetPath path) {
		String mediaType = path.value().endsWith(".mp3") ? "audio/mpeg" : "image/jpeg";
		return path.value().startsWith(this.context + "/img/")
				? new Asset(path, digest(path.value()), 1000, mediaType, List.of()) : null;
	}

	@Override
	public @Nullable Asset findByDigest(Digest digest) {
		return null;
	}

	@Override
	public boolean isActive(Digest asset) {
		return this.allActive || this.active.contains(asset);
	}

}
