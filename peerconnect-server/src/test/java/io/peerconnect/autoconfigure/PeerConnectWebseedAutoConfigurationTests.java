package io.peerconnect.autoconfigure;

import io.peerconnect.torrent.InMemoryTorrentLibrary;
import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.webseed.PackedVideos;
import io.peerconnect.webseed.VideoMapping;
import io.peerconnect.webseed.Webseed;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeerConnectWebseedAutoConfiguration}.
 */
class PeerConnectWebseedAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PeerConnectWebseedAutoConfiguration.class));

	private final WebApplicationContextRunner withLibrary = this.runner.withBean(TorrentLibrary.class,
			InMemoryTorrentLibrary::new);

	@Test
	void siteWithoutVideosHasNone() {
		this.runner
			.run((context) -> assertThat(context).doesNotHaveBean(VideoMapping.class).doesNotHaveBean(Webseed.class));
	}

	@Test
	void siteWithVideosServesThemAheadOfItsControllers() {
		this.withLibrary.run((context) -> assertThat(context.getBean(VideoMapping.class).getOrder()).isLessThan(0));
	}

	@Test
	void nothingIsLeftWhenPeerConnectIsOff() {
		this.withLibrary.withPropertyValues("peerconnect.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(VideoMapping.class));
	}

	@Test
	void applicationThatIsNoSiteServesNothing() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PeerConnectWebseedAutoConfiguration.class))
			.withBean(TorrentLibrary.class, InMemoryTorrentLibrary::new)
			.run((context) -> assertThat(context).doesNotHaveBean(Webseed.class));
	}

	@Test
	void siteMayFindPackedVideosItself() {
		PackedVideos own = (torrent) -> null;
		this.withLibrary.withBean(PackedVideos.class, () -> own)
			.run((context) -> assertThat(context.getBean(PackedVideos.class)).isSameAs(own));
	}

	@Test
	void accelPathMustBeAPath() {
		this.withLibrary.withPropertyValues("peerconnect.video.webseed.accel-path=protected/")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("peerconnect.video.webseed.accel-path"));
	}

}
