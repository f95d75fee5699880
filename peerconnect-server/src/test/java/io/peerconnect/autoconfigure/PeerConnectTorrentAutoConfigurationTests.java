package io.peerconnect.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

import io.peerconnect.asset.AssetExclusion;
import io.peerconnect.torrent.InfoHash;
import io.peerconnect.torrent.SeederAddress;
import io.peerconnect.torrent.Torrent;
import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.torrent.TorrentStore;
import io.peerconnect.torrent.VideoRoutes;
import io.peerconnect.torrent.WatchedTorrentLibrary;
import io.peerconnect.torrent.bt.BtSeeder;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

/**
 * Tests for {@link PeerConnectTorrentAutoConfiguration} and
 * {@link PeerConnectSeederAutoConfiguration}.
 */
@SuppressWarnings("NullAway.Init")
class PeerConnectTorrentAutoConfigurationTests {

	@TempDir
	private Path folder;

	private WebApplicationContextRunner runner;

	@BeforeEach
	void makeFolder() throws IOException {
		Files.createDirectories(this.folder.resolve("videos"));
		this.runner = new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PeerConnectPageAutoConfiguration.class,
					PeerConnectTokenAutoConfiguration.class, PeerConnectTorrentAutoConfiguration.class,
					PeerConnectSeederAutoConfiguration.class))
			.withPropertyValues("peerconnect.torrent-route=" + this.folder);
	}

	private WebApplicationContextRunner withVideos() {
		return this.runner.withPropertyValues("peerconnect.video-route=" + this.folder.resolve("videos"));
	}

	@Test
	void withoutVideoRouteThereIsNothingOfVideos() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeanNamesForType(Object.class))
				.noneMatch((name) -> name.matches("(?i).*(video|torrent|seeder|metainfo).*"));
		});
		assertThat(this.folder.resolve("torrents")).doesNotExist();
	}

	@ParameterizedTest
	@CsvSource({ "peerconnect.media-types=image", "peerconnect.enabled=false" })
	void whereVideosAreNotSharedThereIsNothingOfThem(String property) {
		withVideos().withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TorrentLibrary.class));
	}

	@Test
	void videoRouteMakesALibrary() {
		withVideos().withPropertyValues("peerconnect.media-types=Audio").run((context) -> {
			assertThat(context).hasSingleBean(WatchedTorrentLibrary.class)
				.hasSingleBean(TorrentStore.class)
				.hasSingleBean(AssetExclusion.class)
				.hasBean("peerConnectTorrentHandlerMapping")
				.doesNotHaveBean(SeederAddress.class);
			assertThat(context.getBean(VideoRoutes.class).routes()).singleElement()
				.satisfies((route) -> assertThat(route.path()).isEqualTo("/videos"));
			assertThat(context.getBean(WatchedTorrentLibrary.class).isRunning()).isTrue();
		});
		assertThat(this.folder.resolve("torrents")).isDirectory();
	}

	@Test
	void severalRoutesMayBeListed() throws IOException {
		Path clips = Files.createDirectories(this.folder.resolve("clips"));
		withVideos()
			.withPropertyValues("peerconnect.video-route=" + this.folder.resolve("videos") + ", /short=" + clips)
			.run((context) -> assertThat(context.getBean(VideoRoutes.class).routes())
				.extracting((route) -> route.path())
				.containsExactly("/videos", "/short"));
	}

	@Test
	void torrentsAreKeptInTheTemporaryFolderUnlessAnotherIsNamed() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PeerConnectPageAutoConfiguration.class,
					PeerConnectTokenAutoConfiguration.class, PeerConnectTorrentAutoConfiguration.class))
			.withPropertyValues("peerconnect.video-route=" + this.folder.resolve("videos"))
			.run((context) -> assertThat(context.getBean(TorrentStore.class).toString())
				.startsWith("'" + System.getProperty("java.io.tmpdir"))
				.endsWith("peerconnect/torrents'"));
	}

	@Test
	void torrentRouteThatCannotBeWrittenToStopsTheApplication() throws IOException {
		Path file = Files.writeString(this.folder.resolve("file"), "");
		withVideos().withPropertyValues("peerconnect.torrent-route=" + file)
			.run((context) -> assertThatFailure(context).satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("peerconnect.torrent-route");
				assertThat(ex.getValue()).isEqualTo(file.toString());
				assertThat(ex.getReason()).contains("Torrents cannot be kept in '" + file)
					.contains("Name a folder that the application may write to and that has room.");
			}));
	}

	@Test
	void videoRouteThatIsMissingStopsTheApplication() {
		this.runner.withPropertyValues("peerconnect.video-route=" + this.folder.resolve("none"))
			.run((context) -> assertThatFailure(context).satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("peerconnect.video-route");
				assertThat(ex.getReason()).startsWith("There is no such folder.");
			}));
	}

	@Test
	void withoutBtTheMessageSaysSo() {
		withVideos().withClassLoader(new FilteredClassLoader("bt."))
			.run((context) -> assertThatFailure(context).satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("peerconnect.video-route");
				assertThat(ex.getReason()).contains("bt, which is not on the class path").contains("bt-core");
			}));
	}

	@Test
	void withoutBtASiteWithoutVideosStarts() {
		this.runner.withClassLoader(new FilteredClassLoader("bt."))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void backsOffForALibraryOfTheSite() {
		withVideos().withBean(TorrentLibrary.class, OwnLibrary::new).run((context) -> {
			assertThat(context).hasSingleBean(TorrentLibrary.class).doesNotHaveBean(WatchedTorrentLibrary.class);
			assertThat(context.getBean(AssetExclusion.class).excludes("/videos/a.mp4")).isFalse();
		});
	}

	@Test
	void seederIsThereWhenItIsTurnedOn() {
		withVideos()
			.withPropertyValues("peerconnect.video.seeder.enabled=true", "peerconnect.video.seeder.port=0",
					"peerconnect.video.seeder.address=127.0.0.1",
					"peerconnect.video.seeder.announce-url=http://127.0.0.1:1/peerconnect/announce",
					"peerconnect.video.seeder.public-host=192.0.2.7", "peerconnect.video.seeder.public-port=7000")
			.run((context) -> {
				assertThat(context).hasSingleBean(BtSeeder.class);
				assertThat(context.getBean(SeederAddress.class).find()).hasToString("/192.0.2.7:7000");
				assertThat(context.getBean(SeederAddress.class).port()).isPositive();
			});
	}

	@Test
	void loggersOfBtAreOffUnlessTheSiteSetsThem() {
		for (LogLevel level : new @Nullable LogLevel[] { null, LogLevel.INFO }) {
			LoggingSystem logging = mock(LoggingSystem.class);
			given(logging.getLoggerConfiguration("bt"))
				.willReturn(new LoggerConfiguration("bt", level, (level != null) ? level : LogLevel.WARN));
			withVideos().withBean(LoggingSystem.class, () -> logging)
				.withPropertyValues("peerconnect.video.seeder.enabled=true", "peerconnect.video.seeder.port=0",
						"peerconnect.video.seeder.announce-url=http://127.0.0.1:1/announce")
				.run((context) -> {
					assertThat(context).hasSingleBean(BtSeeder.class);
					then(logging).should(times((level == null) ? 1 : 0)).setLogLevel("bt", LogLevel.OFF);
				});
		}
	}

	@Test
	void seederThatCannotTellWhereItsTrackerIsAsksForIt() {
		withVideos().withPropertyValues("peerconnect.video.seeder.enabled=true", "peerconnect.video.seeder.port=0")
			.run((context) -> assertThatFailure(context)
				.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("peerconnect.video.seeder.announce-url")));
	}

	@ParameterizedTest
	@CsvSource({ "video.min-size, -1", "video.min-audio-size, -1", "video.settle-time, -1s",
			"video.rescan-interval, 10ms", "video.hashing-threads, 0", "video.seeder.port, 70000",
			"video.seeder.public-port, 0", "video.seeder.max-active, 0", "video.seeder.max-connections, 0",
			"video.seeder.idle-timeout, 1ms", "video.seeder.announce-url, ftp://example.org/announce" })
	void wrongValueStopsTheApplicationWithAMessage(String name, String value) {
		withVideos().withPropertyValues("peerconnect.video.seeder.enabled=true", "peerconnect." + name + "=" + value)
			.run((context) -> assertThatFailure(context)
				.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("peerconnect." + name)));
	}

	private static ObjectAssert<InvalidConfigurationPropertyValueException> assertThatFailure(
			AssertableWebApplicationContext context) {
		Throwable failure = context.getStartupFailure();
		while (failure != null && !(failure instanceof InvalidConfigurationPropertyValueException)) {
			failure = failure.getCause();
		}
		assertThat(failure).isNotNull();
		return assertThatObject((InvalidConfigurationPropertyValueException) failure);
	}

	private static final class OwnLibrary implements TorrentLibrary {

		@Override
		public @Nullable Torrent find(InfoHash infoHash) {
			return null;
		}

		@Override
		public @Nullable Torrent findByPath(String path) {
			return null;
		}

		@Override
		public Collection<Torrent> all() {
			return List.of();
		}

	}

}
