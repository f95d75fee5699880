package io.peerconnect.autoconfigure;

import java.util.List;

import io.peerconnect.lease.Audiences;
import io.peerconnect.lease.VideoReceiver;
import io.peerconnect.page.ClientScripts;
import io.peerconnect.page.SharedVideos;
import io.peerconnect.signaling.PeerDirectory;
import io.peerconnect.torrent.InMemoryTorrentLibrary;
import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.torrent.VideoRoute;
import io.peerconnect.torrent.VideoRoutes;
import jakarta.websocket.server.ServerContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeerConnectPlayerAutoConfiguration}.
 */
class PeerConnectPlayerAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PeerConnectPlayerAutoConfiguration.class))
		.withBean(PeerDirectory.class)
		.withBean(ClientScripts.class, () -> ClientScripts.load(getClass().getClassLoader()));

	private final WebApplicationContextRunner videos = this.runner
		.withBean(TorrentLibrary.class, InMemoryTorrentLibrary::new)
		.withBean(VideoRoutes.class, () -> new VideoRoutes(List
			.of(new VideoRoute("/my videos", "file:/srv/", null, "**"), new VideoRoute("", "file:/v/", null, "**"))));

	@Test
	void pagesLearnWhereVideosAre() {
		this.videos.run((context) -> assertThat(context.getBean(SharedVideos.class).paths())
			.containsExactly("/my%20videos/", "/"));
	}

	@Test
	void scriptsAreServed() {
		this.videos.withPropertyValues("peerconnect.path=/p2p")
			.run((context) -> assertThat(context.getBean(SimpleUrlHandlerMapping.class).getUrlMap())
				.containsOnlyKeys("/p2p/video.{hash}.js", "/p2p/swarm-player.{hash}.js"));
	}

	@Test
	void withoutVideosThereIsNothing() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(Audiences.class)
			.doesNotHaveBean(VideoReceiver.class)
			.doesNotHaveBean(SharedVideos.class)
			.doesNotHaveBean(SimpleUrlHandlerMapping.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "peerconnect.enabled", "peerconnect.video.player.enabled",
			"peerconnect.video.tracker.enabled" })
	void canBeSwitchedOff(String property) {
		this.videos.withPropertyValues(property + "=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Audiences.class).doesNotHaveBean(SharedVideos.class));
	}

	@Test
	void isOffWhereTheContainerHasNoWebSockets() {
		this.videos.withClassLoader(new FilteredClassLoader(ServerContainer.class))
			.run((context) -> assertThat(context).doesNotHaveBean(Audiences.class));
	}

	@ParameterizedTest
	@CsvSource({ "urgent, 0", "read-ahead, 1s", "lease, 999ms", "store-size, -1B" })
	void wrongValueStopsTheApplication(String name, String value) {
		this.videos.withPropertyValues("peerconnect.video.player." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("peerconnect.video.player." + name)));
	}

}
