package io.peerconnect.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.peerconnect.torrent.VideoRoute;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link VideoRouteParser}.
 */
@SuppressWarnings("NullAway.Init")
class VideoRouteParserTests {

	@TempDir
	private Path temporary;

	private Path folder;

	@BeforeEach
	void makeFolders() throws IOException {
		this.folder = this.temporary.toRealPath();
		Files.createDirectories(this.folder.resolve("site/static/films/long"));
		Files.createDirectories(this.folder.resolve("srv/my clips"));
		Files.createDirectories(this.folder.resolve("a=/srv"));
		Files.writeString(this.folder.resolve("srv/one.mp4"), "x");
	}

	private VideoRoute parse(String entry) {
		return parse(entry, "/**");
	}

	private VideoRoute parse(String entry, String staticPathPattern) {
		return parser(staticPathPattern).parse(List.of(entry)).routes().get(0);
	}

	private VideoRouteParser parser(String staticPathPattern) {
		return new VideoRouteParser(new PathMatchingResourcePatternResolver(),
				List.of("classpath:/page-site/", this.folder.resolve("site/static").toUri().toString()),
				staticPathPattern);
	}

	private InvalidConfigurationPropertyValueException refusal(String... entries) {
		try {
			parser("/**").parse(List.of(entries));
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			assertThat(ex.getName()).isEqualTo("peerconnect.video-route");
			return ex;
		}
		throw new AssertionError("Nothing is wrong with " + List.of(entries));
	}

	@Test
	void folderIsServedAtItsNameUnlessItIsStatic() {
		Path clips = this.folder.resolve("srv/my clips");
		VideoRoute route = parse(clips.toString());
		assertThat(route.path()).isEqualTo("/my clips");
		assertThat(route.folder()).isEqualTo(clips);
		assertThat(route.pattern()).isEqualTo("**");
		assertThat(parse("file:" + clips + "/").path()).isEqualTo("/my clips");
	}

	@ParameterizedTest
	@CsvSource({ "site/static/films, /**, /films", "site/static/films/, /**, /films",
			"site/static/films/long, /**, /films/long", "site/static/films, /files/**, /files/films",
			"site/static, /**, ''", "site/static, /files/**, /files" })
	void staticFolderKeepsTheUrlsThatItsFilesHave(String name, String staticPathPattern, String path) {
		assertThat(parse(this.folder + "/" + name, staticPathPattern).path()).isEqualTo(path);
	}

	@Test
	void urlPathMayBeGiven() {
		VideoRoute route = parse("/clips/short/=" + this.folder + "/srv/my clips");
		assertThat(route.path()).isEqualTo("/clips/short");
		assertThat(route.folder()).isEqualTo(this.folder.resolve("srv/my clips"));
		assertThat(parse("/clips=file:" + this.folder + "/srv").path()).isEqualTo("/clips");
		assertThat(parse("/=" + this.folder + "/srv").path()).isEmpty();
	}

	@Test
	void equalsSignInAFolderIsNoUrlPath() throws IOException {
		Files.createDirectories(this.folder.resolve("b=c"));
		assertThat(parse(this.folder + "/b=c").folder()).isEqualTo(this.folder.resolve("b=c"));
	}

	@Test
	void patternLimitsTheFiles() {
		VideoRoute route = parse(this.folder + "/srv/**/*.mp4");
		assertThat(route.folder()).isEqualTo(this.folder.resolve("srv"));
		assertThat(route.path()).isEqualTo("/srv");
		assertThat(route.pattern()).isEqualTo("**/*.mp4");
		VideoRoute file = parse(this.folder + "/srv/one.mp4");
		assertThat(file.folder()).isEqualTo(this.folder.resolve("srv"));
		assertThat(file.pattern()).isEqualTo("one.mp4");
	}

	@Test
	void classpathFolderIsAFolderUnlessItIsInAJar() {
		VideoRoute route = parse("classpath:/page-site");
		assertThat(route.path()).isEmpty();
		assertThat(route.folder()).isNotNull();
		VideoRoute packed = parse("/packed=classpath:/org/junit/jupiter/api/");
		assertThat(packed.path()).isEqualTo("/packed");
		assertThat(packed.folder()).isNull();
		assertThat(packed.location()).isEqualTo("classpath:/org/junit/jupiter/api/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nowhere/at/all", "file:/nowhere/at/all", "classpath:/nowhere/at/all",
			"/clips=/nowhere/at/all" })
	void missingFolderIsAnError(String entry) {
		InvalidConfigurationPropertyValueException refusal = refusal(entry);
		assertThat(refusal.getValue()).isEqualTo(entry);
		assertThat(refusal.getReason()).startsWith("There is no such folder");
	}

	@ParameterizedTest
	@CsvSource({ "'', names no folder", "'  ', names no folder", "https://example.org/videos/, cannot be listed",
			"/a?b=/tmp, is no URL path", "/a/../b=/tmp, is no URL path", "/a//b=/tmp, is no URL path",
			"/a;b=/tmp, is no URL path" })
	void whatCannotBeIsAnError(String entry, String reason) {
		assertThat(refusal(entry).getReason()).contains(reason);
	}

	@Test
	void overlappingFoldersAreAnErrorThatNamesBoth() throws IOException {
		String outer = this.folder + "/srv";
		String inner = "/inner=" + this.folder + "/srv/my clips";
		assertThat(refusal(outer, inner)).satisfies((ex) -> {
			assertThat(ex.getValue()).isEqualTo(inner);
			assertThat(ex.getReason()).contains("overlaps with '" + outer + "'");
		});
		refusal(inner, outer);
		refusal(outer, "/twice=" + outer);
		Files.createSymbolicLink(this.folder.resolve("link"), this.folder.resolve("srv"));
		refusal(outer, this.folder + "/link");
		refusal("classpath:/org/junit/jupiter/", "/x=classpath:/org/junit/jupiter/api");
	}

	@Test
	void overlappingUrlPathsAreAnErrorThatNamesBoth() {
		String one = "/videos=" + this.folder + "/srv";
		String other = "/videos/old=" + this.folder + "/site/static/films";
		assertThat(refusal(one, other)).satisfies((ex) -> {
			assertThat(ex.getValue()).isEqualTo(other);
			assertThat(ex.getReason()).contains("'" + one + "' at '/videos/'").contains("/clips=/srv/videos");
		});
		refusal(other, one);
		assertThat(parser("/**")
			.parse(List.of("/videos=" + this.folder + "/srv", "/videos2=" + this.folder + "/site/static/films"))
			.routes()).hasSize(2);
	}

	@Test
	void fileInPlaceOfAFolderIsAnError() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> parse(this.folder + "/srv/one.mp4/*.mp4"));
	}

}
