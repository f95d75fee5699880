package io.peerconnect.asset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.ContentVersionStrategy;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.servlet.resource.VersionResourceResolver;

import static org.assertj.core.api.Assertions.assertThat;

class StaticResourceProbeTests {

	private static final Instant NEW_YEAR = Instant.parse("2030-01-01T00:00:00.123Z");

	@TempDir
	Path folder;

	private final ResourceHttpRequestHandler handler = new ResourceHttpRequestHandler();

	@BeforeEach
	void publish() throws Exception {
		Files.createDirectories(this.folder.resolve("first"));
		Files.createDirectories(this.folder.resolve("second"));
		write("second/lion.jpg", "roar");
		Files.writeString(this.folder.resolve("secret.jpg"), "secret");
		this.handler.setLocations(List.of(location("first"), location("second"), new ClassPathResource("org/junit/")));
		this.handler.afterPropertiesSet();
	}

	@Test
	void sourceIsTheFileWithItsTimeAndLength() {
		AssetSource source = find("lion.jpg");
		assertThat(source).isNotNull()
			.extracting(AssetSource::lastModified, AssetSource::length)
			.containsExactly(NEW_YEAR, 4L);
		assertThat(source).matches(AssetSource::isUnchanged);
	}

	@Test
	void otherLengthOrTimeIsAChange() throws IOException {
		AssetSource source = find("lion.jpg");
		write("second/lion.jpg", "roar!");
		assertThat(source).isNotNull().matches((lion) -> !lion.isUnchanged());
		write("second/lion.jpg", "purr");
		assertThat(source).matches(AssetSource::isUnchanged);
		Files.setLastModifiedTime(this.folder.resolve("second/lion.jpg"), FileTime.from(NEW_YEAR.plusMillis(1)));
		assertThat(source).matches((lion) -> !lion.isUnchanged());
	}

	@Test
	void fileThatGoesOrIsHiddenByAnotherIsAChange() throws IOException {
		AssetSource source = find("lion.jpg");
		write("first/lion.jpg", "hidden");
		assertThat(source).isNotNull().matches((lion) -> !lion.isUnchanged());
		Files.delete(this.folder.resolve("first/lion.jpg"));
		Files.delete(this.folder.resolve("second/lion.jpg"));
		assertThat(source).matches((lion) -> !lion.isUnchanged());
	}

	@Test
	void fileInAJarDoesNotChange() {
		assertThat(find("jupiter/api/Test.class")).isNotNull().matches(AssetSource::isUnchanged);
	}

	@Test
	void versionedNameLeadsToTheFile() throws Exception {
		VersionResourceResolver versions = new VersionResourceResolver();
		versions.setStrategyMap(Map.of("/**", new ContentVersionStrategy()));
		this.handler.setResourceResolvers(List.of(versions, new PathResourceResolver()));
		this.handler.afterPropertiesSet();
		String version = new ContentVersionStrategy().getResourceVersion(location("second").createRelative("lion.jpg"));
		AssetSource source = find("lion-" + version + ".jpg");
		assertThat(source).isNotNull().matches(AssetSource::isUnchanged);
		write("second/lion.jpg", "purr");
		assertThat(source).matches((lion) -> !lion.isUnchanged());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "tiger.jpg", "../secret.jpg", "%2e%2e/secret.jpg", "..%2fsecret.jpg", "WEB-INF/x.jpg",
			"%zz", "file:/etc/passwd" })
	void whatIsNoFileOfTheSiteHasNoSource(String path) {
		assertThat(find(path)).isNull();
	}

	@Test
	void answerOfAControllerHasNoSource() {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/lion.jpg");
		assertThat(new StaticResourceProbe().findSource(request)).isNull();
		request.setAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, "controller");
		request.setAttribute(HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE, "lion.jpg");
		assertThat(new StaticResourceProbe().findSource(request)).isNull();
	}

	private @Nullable AssetSource find(String path) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/files/" + path);
		request.setAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, this.handler);
		request.setAttribute(HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE, path);
		return new StaticResourceProbe().findSource(request);
	}

	private Resource location(String name) {
		return new FileSystemResource(this.folder.resolve(name) + "/");
	}

	private void write(String name, String content) throws IOException {
		Files.writeString(this.folder.resolve(name), content);
		Files.setLastModifiedTime(this.folder.resolve(name), FileTime.from(NEW_YEAR));
	}

}
