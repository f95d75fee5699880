package io.peerconnect.asset;

import java.time.Instant;

/**
 * What the site reads an asset from, as it was when it was looked at. Safe for use by
 * many threads at once.
 */
interface AssetSource {

	/**
	 * Return the time of the last change.
	 * @return the time
	 */
	Instant lastModified();

	/**
	 * Return the length.
	 * @return the length in bytes
	 */
	long length();

	/**
	 * Look again, without reading the bytes.
	 * @return whether nothing changed
	 */
	boolean isUnchanged();

}
