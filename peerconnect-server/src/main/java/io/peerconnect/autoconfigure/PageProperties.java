package io.peerconnect.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Configuration properties for pages.
 *
 * @param inject Whether the client script is put into pages. Without it, only templates
 * that place it themselves have it
 * @param include Path patterns of pages that get the script
 * @param exclude Path patterns of pages that do not get it
 */
@ConfigurationProperties("peerconnect.page")
public record PageProperties(@DefaultValue("true") boolean inject, @DefaultValue("/**") List<String> include,
		@DefaultValue List<String> exclude) {

	public PageProperties {
		include = List.copyOf(include);
		exclude = List.copyOf(exclude);
		parse("include", include);
		parse("exclude", exclude);
	}

	List<PathPattern> includePatterns() {
		return parse("include", this.include);
	}

	List<PathPattern> excludePatterns(String ownPath) {
		List<String> patterns = new ArrayList<>(this.exclude);
		patterns.add(ownPath + "/**");
		return parse("exclude", patterns);
	}

	private static List<PathPattern> parse(String name, List<String> patterns) {
		return patterns.stream().map((pattern) -> parse(name, pattern)).toList();
	}

	private static PathPattern parse(String name, String pattern) {
		try {
			return PathPatternParser.defaultInstance.parse(pattern);
		}
		catch (PatternParseException ex) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.page." + name, pattern,
					"Use a path pattern such as '/news/**' or '/shop/{id}': " + ex.toDetailedString());
		}
	}

}
