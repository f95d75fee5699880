package io.peerconnect.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configuration properties for serving videos.
 *
 * @param accelPath Path of an internal location of the nginx in front, below which it has
 * the videos at their URL paths. Without a value the site sends them itself
 */
@ConfigurationProperties("peerconnect.video.webseed")
public record WebseedProperties(@Nullable String accelPath) {

	public WebseedProperties {
		if (accelPath != null && !accelPath.matches("(/[A-Za-z0-9._~-]+)+")) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.video.webseed.accel-path", accelPath,
					"It must start with '/', must not end with one, and may use letters, digits, '.', '_', '~' and "
							+ "'-' between. Use a path such as '/protected', with an internal location in nginx.");
		}
	}

}
