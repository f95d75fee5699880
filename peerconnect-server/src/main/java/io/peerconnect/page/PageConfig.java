package io.peerconnect.page;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page configuration of PROTOCOL.md §5, component by component.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PageConfig(String base, @Nullable String token, ImageMode mode, ConsentMode consent, boolean badge,
		boolean blobs, boolean foldLoading, Set<String> mediaTypes, Set<String> excludeFormats, long visibleWaitMs,
		long stallMs, long connectMs, long completeMs, long uploadRate, long uploadTotal, int uploads, int connections,
		boolean uploadWhenHidden, long cacheBytes, @Nullable Video video) {

	// Nothing but ASCII, so that the bytes are right in whatever charset the page has.
	private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	static PageConfig of(ClientSettings settings, String base, @Nullable String token, boolean blobs,
			@Nullable Video video) {
		ClientSettings.Deadlines deadlines = settings.deadlines();
		ClientSettings.Limits limits = settings.limits();
		return new PageConfig(base, token, settings.mode(), settings.consent(), settings.badge(), blobs,
				settings.foldLoading(), new TreeSet<>(settings.mediaTypes()), new TreeSet<>(settings.excludeFormats()),
				deadlines.visibleWait().toMillis(), deadlines.stall().toMillis(), deadlines.connect().toMillis(),
				deadlines.complete().toMillis(), limits.uploadRate(), limits.uploadTotal(), limits.uploads(),
				limits.connections(), limits.uploadWhenHidden(), limits.cacheSize(), video);
	}

	/**
	 * Return the configuration as JSON that may stand inside a {@code <script>} element.
	 */
	String json() {
		return JSON.writeValueAsString(this).replace("<", "\\u003c");
	}

	/**
	 * What {@code video.js} and the marking script are told.
	 *
	 * @param client the file name of the client, for the marking script
	 * @param script the file name of {@code video.js}
	 * @param player the file name of the player
	 * @param paths prefixes of the paths that videos are at, context path included
	 * @param joinable hashes of the paths, context path included, of videos that a
	 * visitor would find a swarm at: a site need not tell which videos it has
	 * @param aheadMs how far ahead it is loaded from the site
	 * @param urgentMs how close to being shown a piece is urgent
	 * @param storeBytes size of what is kept of videos
	 */
	record Video(String client, String script, String player, List<String> paths,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> joinable, long aheadMs, long urgentMs,
			long storeBytes) {

		static Video of(SharedVideos videos, ClientScripts scripts, String contextPath) {
			VideoSettings settings = videos.settings();
			return new Video(scripts.clientFileName(), scripts.videoFileName(), scripts.playerFileName(),
					videos.paths().stream().map((path) -> contextPath + path).toList(),
					videos.joinable().get().stream().map((path) -> PathHash.of(contextPath + path)).toList(),
					settings.ahead().toMillis(), settings.urgent().toMillis(), settings.storeSize());
		}

	}

}
