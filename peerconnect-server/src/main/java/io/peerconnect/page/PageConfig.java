package io.peerconnect.page;

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
		boolean uploadWhenHidden, long cacheBytes) {

	// Nothing but ASCII, so that the bytes are right in whatever charset the page has.
	private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	static PageConfig of(ClientSettings settings, String base, @Nullable String token, boolean blobs) {
		ClientSettings.Deadlines deadlines = settings.deadlines();
		ClientSettings.Limits limits = settings.limits();
		return new PageConfig(base, token, settings.mode(), settings.consent(), settings.badge(), blobs,
				settings.foldLoading(), new TreeSet<>(settings.mediaTypes()), new TreeSet<>(settings.excludeFormats()),
				deadlines.visibleWait().toMillis(), deadlines.stall().toMillis(), deadlines.connect().toMillis(),
				deadlines.complete().toMillis(), limits.uploadRate(), limits.uploadTotal(), limits.uploads(),
				limits.connections(), limits.uploadWhenHidden(), limits.cacheSize());
	}

	/**
	 * Return the configuration as JSON that may stand inside a {@code <script>} element.
	 */
	String json() {
		return JSON.writeValueAsString(this).replace("<", "\\u003c");
	}

}
