package io.peerconnect.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Stops the start when a controller of the site is mapped where our endpoints are: one of
 * the two would be out of reach.
 */
final class PathClashDetector implements SmartInitializingSingleton {

	private final String property;

	private final String path;

	private final ObjectProvider<RequestMappingHandlerMapping> mappings;

	PathClashDetector(String property, String path, ObjectProvider<RequestMappingHandlerMapping> mappings) {
		this.property = property;
		this.path = path;
		this.mappings = mappings;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.mappings.stream().forEach((mapping) -> mapping.getHandlerMethods().forEach(this::check));
	}

	private void check(RequestMappingInfo mapping, HandlerMethod handler) {
		for (String pattern : mapping.getPatternValues()) {
			if (pattern.equals(this.path) || pattern.startsWith(this.path + "/")) {
				throw new InvalidConfigurationPropertyValueException(this.property, this.path,
						"The site's own " + handler.getShortLogMessage() + " is mapped to '" + pattern
								+ "'. Choose a path that the site does not use.");
			}
		}
	}

}
