package io.peerconnect.page;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

import io.peerconnect.asset.Digest;
import io.peerconnect.token.HmacJoinTokens;

/**
 * Pages of a site whose images below {@code /img/} are all shared, or none.
 */
public final class TestPages {

	private TestPages() {
	}

	public static Pages active(ImageMode mode) {
		return pages(mode, new TestImages().activateAll());
	}

	public static Pages inactive(ImageMode mode) {
		return pages(mode, new TestImages());
	}

	public static Digest digest(String path) {
		return TestImages.digest(path);
	}

	static ClientSettings settings(ImageMode mode) {
		return new ClientSettings(mode, ConsentMode.NOTICE, true, false, Set.of("image"), Set.of("gif"),
				new ClientSettings.Deadlines(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
				new ClientSettings.Limits(0, 0, 0, 0, false, 0));
	}

	private static Pages pages(ImageMode mode, TestImages images) {
		HmacJoinTokens tokens = new HmacJoinTokens("a secret of the site".getBytes(StandardCharsets.UTF_8),
				Duration.ofMinutes(1), Clock.systemUTC(), new SecureRandom());
		return new Pages(settings(mode), ClientScripts.load(TestPages.class.getClassLoader()), "/peerconnect",
				new SharedImages(images, images, Set.of("gif")), null, 0, tokens, new RequestOrigin(null),
				(request) -> null);
	}

}
