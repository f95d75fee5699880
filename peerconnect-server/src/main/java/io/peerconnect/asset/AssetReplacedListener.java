package io.peerconnect.asset;

/**
 * Hears of assets whose bytes the site no longer serves. Called on the thread that
 * noticed; must not block or throw.
 */
@FunctionalInterface
public interface AssetReplacedListener {

	/**
	 * Take note that an asset changed, vanished, is no longer eligible, or was forgotten
	 * because others are asked for more often. No path of the site has these bytes now.
	 * @param asset the version that is gone
	 */
	void assetReplaced(Asset asset);

}
