package io.peerconnect.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.Assert;
import org.springframework.web.HttpRequestHandler;

/**
 * Scripts of the client jar that load each other. The one that pages name, and workers,
 * keep their names; the parts that it loads have names that change with their content.
 */
public final class ScriptModules {

	private static final String FOLDER = "META-INF/peerconnect/";

	private final Map<String, HttpRequestHandler> handlers;

	private ScriptModules(Map<String, HttpRequestHandler> handlers) {
		this.handlers = Map.copyOf(handlers);
	}

	/**
	 * Load scripts from the class path.
	 * @param classLoader where to look
	 * @param name the name of the first one, without its extension
	 * @return the scripts
	 */
	public static ScriptModules load(ClassLoader classLoader, String name) {
		PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver(classLoader);
		Map<String, HttpRequestHandler> handlers = new LinkedHashMap<>();
		try {
			for (Resource resource : resources.getResources("classpath*:" + FOLDER + name + "*.js")) {
				handlers.put("/" + resource.getFilename(), ScriptHandler.revalidated(read(resource)));
			}
			Assert.state(handlers.containsKey("/" + name + ".js"),
					() -> "'" + FOLDER + name + ".js' is not on the class path. "
							+ "Is the jar peerconnect-client-js there, and was it built with npm?");
			String parts = name + "-parts/";
			for (Resource resource : resources.getResources("classpath*:" + FOLDER + parts + "*.js")) {
				String file = String.valueOf(resource.getFilename());
				handlers.put("/" + parts + file, ScriptHandler.immutable(read(resource), file));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read '" + FOLDER + name + "'", ex);
		}
		return new ScriptModules(handlers);
	}

	private static ClientScripts.Script read(Resource resource) throws IOException {
		try (InputStream in = resource.getInputStream()) {
			return ClientScripts.Script.of(in.readAllBytes());
		}
	}

	/**
	 * Return what serves them.
	 * @param path path of our endpoints
	 * @return handlers by path
	 */
	public Map<String, HttpRequestHandler> handlersBelow(String path) {
		Map<String, HttpRequestHandler> below = new LinkedHashMap<>();
		this.handlers.forEach((name, handler) -> below.put(path + name, handler));
		return below;
	}

}
