package io.peerconnect.page;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.Asset;
import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.asset.AssetPath;
import io.peerconnect.asset.Digest;

/**
 * The images of the site that visitors may pass on.
 */
public final class SharedImages {

	private final @Nullable AssetCatalogue catalogue;

	private final ActiveSwarms swarms;

	private final Set<String> excludeFormats;

	/**
	 * Create the images.
	 * @param catalogue the site's assets; {@code null} if none are known
	 * @param swarms which of them visitors pass on
	 * @param excludeFormats extensions of files that are never shared
	 */
	public SharedImages(@Nullable AssetCatalogue catalogue, ActiveSwarms swarms, Set<String> excludeFormats) {
		this.catalogue = catalogue;
		this.swarms = swarms;
		this.excludeFormats = Set.copyOf(excludeFormats);
	}

	/**
	 * Find what the image at a path is named by.
	 * @param path the path
	 * @return the digest, or {@code null} if the image is not shared
	 */
	@Nullable Digest findDigest(AssetPath path) {
		return findDigest(path, "image/");
	}

	/**
	 * Find what the sound at a path is named by.
	 * @param path the path
	 * @return the digest, or {@code null} if the sound is not shared
	 */
	@Nullable Digest findSound(AssetPath path) {
		return findDigest(path, "audio/");
	}

	private @Nullable Digest findDigest(AssetPath path, String mediaType) {
		Asset asset = (this.catalogue != null) ? this.catalogue.findByPath(path) : null;
		boolean shared = asset != null && asset.mediaType().startsWith(mediaType)
				&& !this.excludeFormats.contains(extension(path.value()));
		return (asset != null && shared) ? asset.digest() : null;
	}

	boolean isActive(Digest digest) {
		return this.swarms.isActive(digest);
	}

	private static String extension(String path) {
		int question = path.indexOf('?');
		String file = (question < 0) ? path : path.substring(0, question);
		int dot = file.lastIndexOf('.');
		return (dot > file.lastIndexOf('/')) ? file.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
	}

}
