package io.peerconnect.asset;

/**
 * Tells which files of the site are handed over in another way, and so are no assets.
 * Implementations are safe for use by many threads at once, and fast.
 */
public interface AssetExclusion {

	/**
	 * Return whether a file is no asset.
	 * @param path path of the file below the context path, decoded
	 * @return whether nothing is learnt from answers with it
	 */
	boolean excludes(String path);

}
