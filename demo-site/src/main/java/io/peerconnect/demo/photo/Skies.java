package io.peerconnect.demo.photo;

/**
 * The hours of the day, as skies.
 */
final class Skies {

	private Skies() {
	}

	static Sky dawn(long seed, double sunX) {
		return sky(0x3C4F86, 0xF6C9B2, 0xFF9E6B, sunX, 0.52, 0.42, seed);
	}

	static Sky noon(long seed, double sunX) {
		return sky(0x2B6CB8, 0xCFE4F2, 0xFFF6DC, sunX, 0.12, 0.5, seed);
	}

	static Sky golden(long seed, double sunX) {
		return sky(0x4D7FAE, 0xFBDDA0, 0xFFB84D, sunX, 0.44, 0.46, seed);
	}

	static Sky dusk(long seed, double sunX) {
		return sky(0x27214F, 0xE8866B, 0xFF5E4D, sunX, 0.6, 0.5, seed);
	}

	static Sky storm(long seed, double sunX) {
		return sky(0x39434F, 0xA9B3B6, 0xD8D2B8, sunX, 0.3, 0.72, seed);
	}

	static Sky mist(long seed, double sunX) {
		return sky(0x9FB4BC, 0xE9EEEA, 0xFFF4DD, sunX, 0.3, 0.2, seed);
	}

	static Sky moonlit(long seed, double sunX) {
		return sky(0x0A1230, 0x41588A, 0xBFD0FF, sunX, 0.2, 0.42, seed);
	}

	static Sky rose(long seed, double sunX) {
		return sky(0x6E6FB5, 0xF7C6D6, 0xFFA3B8, sunX, 0.5, 0.48, seed);
	}

	private static Sky sky(int top, int horizon, int light, double sunX, double sunY, double clouds, long seed) {
		return new Sky(Colour.of(top), Colour.of(horizon), Colour.of(light), sunX, sunY, clouds, new Noise(seed));
	}

}
