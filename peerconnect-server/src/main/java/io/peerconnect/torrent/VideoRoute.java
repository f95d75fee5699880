package io.peerconnect.torrent;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Where some of the site's videos are, and where the site serves them.
 *
 * @param path path below the context path that the folder is served at, such as
 * {@code /videos}, without a slash at the end; empty for the root of the site
 * @param location the folder as a Spring resource location, with a slash at the end
 * @param folder the folder, symbolic links resolved, or {@code null} if it is inside a
 * jar
 * @param pattern Ant-style pattern of the files in the folder that count
 */
public record VideoRoute(String path, String location, @Nullable Path folder, String pattern) {

	public VideoRoute {
		Assert.isTrue(path.isEmpty() || path.startsWith("/") && !path.endsWith("/"),
				() -> "'path' must start with '/' and must not end with it, but was '" + path + "'");
	}

}
