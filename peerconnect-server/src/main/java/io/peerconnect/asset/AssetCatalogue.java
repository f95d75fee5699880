package io.peerconnect.asset;

import org.jspecify.annotations.Nullable;

/**
 * Knows the site's assets, in their present versions. Implementations are safe for use by
 * many threads at once and answer from memory.
 */
public interface AssetCatalogue {

	/**
	 * Find the present version of the asset at a path.
	 * @param path the path
	 * @return the asset, or {@code null} if none is known there, it is not eligible, or
	 * its version is in doubt
	 */
	@Nullable Asset findByPath(AssetPath path);

	/**
	 * Find an asset by its digest. Answers for a bounded while longer than
	 * {@link #findByPath} when the version is in doubt, so that visitors who hold it keep
	 * together until the doubt is settled.
	 * @param digest the digest
	 * @return the asset, or {@code null} if no path serves these bytes (any more), or all
	 * that did are in doubt for too long
	 */
	@Nullable Asset findByDigest(Digest digest);

}
