package io.peerconnect.asset;

/**
 * Hears of assets whose bytes the site no longer serves. Called on the thread that
 * noticed; must not block or throw.
 */
@FunctionalInterface
public interface AssetReplacedListener {

	/**
	 * Take note that an asset changed, vanished, or is no longer eligible.
	 * @param asset the version that is gone
	 */
	void assetReplaced(Asset asset);

}
