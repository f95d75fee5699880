package io.peerconnect.torrent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.util.AntPathMatcher;
import org.springframework.util.StringUtils;

/**
 * Visits the files of a folder inside a jar. They never change while the site runs.
 */
final class JarListing {

	private final VideoRoute route;

	private final ResourcePatternResolver resolver;

	private final Consumer<VideoFile> files;

	private final Skipped skipped;

	JarListing(VideoRoute route, ResourcePatternResolver resolver, Consumer<VideoFile> files, Skipped skipped) {
		this.route = route;
		this.resolver = resolver;
		this.files = files;
		this.skipped = skipped;
	}

	void list() throws IOException {
		String root = this.resolver.getResource(this.route.location()).getURL().toString();
		AntPathMatcher patterns = new AntPathMatcher();
		for (Resource resource : this.resolver.getResources(this.route.location() + "**/*")) {
			String name = StringUtils.uriDecode(resource.getURL().toString().substring(root.length()),
					StandardCharsets.UTF_8);
			if (!name.endsWith("/") && !isHidden(name) && patterns.match(this.route.pattern(), name)) {
				visit(resource, name);
			}
		}
	}

	private void visit(Resource resource, String name) {
		try {
			this.files.accept(new VideoFile(this.route.path() + "/" + name, name.substring(name.lastIndexOf('/') + 1),
					resource, null, FileStamp.of(resource)));
		}
		catch (IOException ex) {
			this.skipped.skipped(resource.getDescription(), "it cannot be looked at (" + Reasons.of(ex) + ")");
		}
	}

	private static boolean isHidden(String name) {
		return name.startsWith(".") || name.contains("/.");
	}

}
