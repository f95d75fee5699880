package io.peerconnect.page;

import java.time.Duration;
import java.util.Set;

/**
 * What the client in every page is told, the same for all pages.
 *
 * @param mode how images are taken over
 * @param consent what a visitor is asked
 * @param badge whether to show the visitor badge
 * @param foldLoading whether images in the first viewport come from the origin
 * @param mediaTypes kinds of media that are shared
 * @param excludeFormats extensions that are never shared
 * @param deadlines how long to wait for peers
 * @param limits what a visitor gives at most
 */
public record ClientSettings(ImageMode mode, ConsentMode consent, boolean badge, boolean foldLoading,
		Set<String> mediaTypes, Set<String> excludeFormats, Deadlines deadlines, Limits limits) {

	public ClientSettings {
		mediaTypes = Set.copyOf(mediaTypes);
		excludeFormats = Set.copyOf(excludeFormats);
	}

	/**
	 * How long a client waits for peers before the origin takes over.
	 *
	 * @param visibleWait for a first peer, when the image is in view
	 * @param connect for a connection to a peer
	 * @param stall for progress
	 * @param complete for completion after a stall
	 */
	public record Deadlines(Duration visibleWait, Duration connect, Duration stall, Duration complete) {

	}

	/**
	 * What a visitor gives at most.
	 *
	 * @param uploadRate bytes per second
	 * @param uploadTotal bytes per page view
	 * @param uploads uploads at once
	 * @param connections connections at once
	 * @param uploadWhenHidden whether a hidden tab shares
	 * @param cacheSize size of the verified cache, in bytes
	 */
	public record Limits(long uploadRate, long uploadTotal, int uploads, int connections, boolean uploadWhenHidden,
			long cacheSize) {

	}

}
