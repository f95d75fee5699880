package io.peerconnect.asset;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the site read an answer from, so that a change is noticed although nobody
 * asks the site any more.
 */
@FunctionalInterface
interface AssetProbe {

	/**
	 * Find the source of an answer.
	 * @param request the request that was answered
	 * @return the source as it is now, or {@code null} if it cannot be looked at
	 */
	@Nullable AssetSource findSource(HttpServletRequest request);

}
