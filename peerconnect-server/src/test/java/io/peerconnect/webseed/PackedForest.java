package io.peerconnect.webseed;

import org.springframework.core.io.ByteArrayResource;

/**
 * Has one video, {@code packed.mp4}.
 */
final class PackedForest {

	static final PackedVideos VIDEOS = (torrent) -> torrent.name().equals("packed.mp4")
			? new ByteArrayResource(WebseedContract.FOREST) : null;

	private PackedForest() {
	}

}
