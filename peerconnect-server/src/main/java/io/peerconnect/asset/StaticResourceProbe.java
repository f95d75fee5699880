package io.peerconnect.asset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.ResourceHandlerUtils;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Looks at the files behind Spring MVC's resource handlers.
 */
final class StaticResourceProbe implements AssetProbe {

	@Override
	public @Nullable AssetSource findSource(HttpServletRequest request) {
		Object handler = request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
		Object path = request.getAttribute(HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE);
		return (handler instanceof ResourceHttpRequestHandler resources && path instanceof String text)
				? find(resources, text) : null;
	}

	private static @Nullable AssetSource find(ResourceHttpRequestHandler handler, String encodedPath) {
		try {
			String path = StringUtils.uriDecode(encodedPath, StandardCharsets.UTF_8);
			StaticResource source = new StaticResource(handler, ResourceHandlerUtils.normalizeInputPath(path),
					Instant.EPOCH, -1, true);
			return ResourceHandlerUtils.shouldIgnoreInputPath(source.path()) ? null : source.look();
		}
		catch (IllegalArgumentException | IOException ex) {
			// No file, or one that tells nothing: its age decides, as for controllers.
			return null;
		}
	}

	/**
	 * A file that a resource handler serves.
	 *
	 * @param handler the handler
	 * @param path the path below its locations, decoded
	 * @param lastModified the time of the last change
	 * @param length the length in bytes
	 * @param changeable whether it can change while the site runs, unlike in a jar
	 */
	private record StaticResource(ResourceHttpRequestHandler handler, String path, Instant lastModified, long length,
			boolean changeable) implements AssetSource {

		@Nullable StaticResource look() throws IOException {
			Resource resource = new ResolverChain(this.handler.getResourceResolvers()).resolveResource(null, this.path,
					this.handler.getLocations());
			return (resource != null) ? new StaticResource(this.handler, this.path,
					Instant.ofEpochMilli(resource.lastModified()), resource.contentLength(), resource.isFile()) : null;
		}

		@Override
		public boolean isUnchanged() {
			try {
				return !this.changeable || equals(look());
			}
			catch (IOException ex) {
				// It is not there any more.
				return false;
			}
		}

	}

}
