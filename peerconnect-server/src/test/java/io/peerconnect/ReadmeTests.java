package io.peerconnect;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README names every property with its default, as the IDEs do.
 */
class ReadmeTests {

	private static final Pattern ROW = Pattern.compile("^\\| *`(peerconnect\\.[a-z0-9.-]+)` *\\| *([^|]*?) *\\|.*");

	@Test
	void readmeListsEveryPropertyWithItsDefault() throws IOException {
		Map<String, String> described = new TreeMap<>();
		for (String line : Files.readAllLines(Path.of("../README.md"))) {
			Matcher row = ROW.matcher(line);
			if (row.matches()) {
				described.put(row.group(1), row.group(2).replace("`", ""));
			}
		}
		assertThat(described).isEqualTo(generated());
	}

	/**
	 * Read the metadata that the compiler made of our records.
	 */
	private static Map<String, String> generated() throws IOException {
		Map<String, String> properties = new TreeMap<>();
		JsonMapper mapper = JsonMapper.shared();
		for (URL resource : ours()) {
			try (InputStream in = resource.openStream()) {
				for (JsonNode property : mapper.readTree(in).path("properties")) {
					String name = property.path("name").asString();
					// Those of our Actuator endpoint are Spring Boot's.
					if (!name.startsWith("management.")) {
						properties.put(name, text(property.path("defaultValue")));
					}
				}
			}
		}
		assertThat(properties).containsKey("peerconnect.threshold");
		return properties;
	}

	private static List<URL> ours() throws IOException {
		return Collections
			.list(ReadmeTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))
			.stream()
			.filter((resource) -> resource.getPath().contains("target/classes"))
			.toList();
	}

	/**
	 * Lists stand in the README as in a property file: separated by commas. No default is
	 * an empty cell.
	 */
	private static String text(JsonNode value) {
		if (value.isArray()) {
			return String.join(", ", value.valueStream().map(JsonNode::asString).toList());
		}
		return value.isMissingNode() ? "" : value.asString().replaceAll("^\\[|]$", "");
	}

}
