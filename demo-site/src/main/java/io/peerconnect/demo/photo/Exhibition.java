package io.peerconnect.demo.photo;

import java.util.List;

/**
 * All photographs of the gallery in the order they hang, and the odd ones that other
 * pages show.
 */
final class Exhibition {

	static final List<Shot> GALLERY = List.of(
			Shot.wide("first-light", "First light on the north face",
					mountains(Skies.dawn(11, 0.42), 0x3E4250, 0.5, 11)),
			Shot.wide("still-water", "Still water", lake(mountains(Skies.golden(12, 1.1), 0x3F4A3C, 0.62, 12), 12)),
			Shot.jpeg("long-shadows", "Long shadows", dunes(Skies.golden(13, 0.3), 0xE9B36B, 0x8A4B33, 13)),
			Shot.jpeg("north", "North", night(0x050B1E, 0x1D3A4A, 0x3BFFA0, 0.9, 14)),
			Shot.wide("firs-at-six", "Firs at six in the morning",
					new MistyForest(Skies.mist(15, 0.9), Colour.of(0x22362F), new Noise(15))),
			Shot.jpeg("road-of-light", "Road of light", sea(Skies.dusk(16, 0.8), 0x1C2B4A, 16)),
			Shot.png("above-it-all", "Above it all", clouds(Skies.dawn(17, 1.2), 0x8C90B8, 17)),
			Shot.wide("blue-hour", "Blue hour", lake(mountains(Skies.moonlit(18, 1.15), 0x232B3F, 0.55, 18), 18)),
			Shot.jpeg("noon-ridge", "Noon on the ridge", mountains(Skies.noon(19, 0.2), 0x5A5F58, 0.56, 19)),
			Shot.jpeg("red-desert", "Red desert", dunes(Skies.dusk(20, 1.25), 0xE0764A, 0x5B2430, 20)),
			Shot.jpeg("milky-way", "The way home", night(0x070A1C, 0x3A3350, 0x3BFFA0, 0, 21)),
			Shot.png("harbour-leaving", "Leaving harbour", sea(Skies.noon(22, 0.5), 0x1E5A78, 22)),
			Shot.wide("embers", "Embers", mountains(Skies.dusk(23, 0.75), 0x2C2233, 0.8, 23)),
			Shot.jpeg("first-frost", "First frost",
					new MistyForest(Skies.rose(24, 0.4), Colour.of(0x39465A), new Noise(24))),
			Shot.jpeg("weather-coming", "Weather coming", sea(Skies.storm(25, 1.0), 0x2A3A42, 25)),
			Shot.jpeg("white-desert", "White desert", dunes(Skies.noon(26, 1.2), 0xF4EBDD, 0xA59C98, 26)),
			Shot.wide("rose-peaks", "Rose peaks", clouds(Skies.rose(27, 0.3), 0x9C8FB5, 27)),
			Shot.jpeg("green-fire", "Green fire", lakeOf(night(0x040A18, 0x163247, 0x49FFB6, 1.1, 28), 0x0B1E2A, 28)),
			Shot.png("tarn", "The tarn", lake(mountains(Skies.noon(29, 1.3), 0x4D5A4A, 0.6, 29), 29)),
			Shot.jpeg("old-forest", "Old forest",
					new MistyForest(Skies.golden(30, 1.1), Colour.of(0x33381F), new Noise(30))),
			Shot.jpeg("winter-wall", "Winter wall", mountains(Skies.mist(31, 0.6), 0x4A5561, 0.3, 31)),
			Shot.wide("last-ferry", "The last ferry", sea(Skies.golden(32, 0.45), 0x24455C, 32)),
			Shot.jpeg("moon-dunes", "Dunes by moonlight", dunes(Skies.moonlit(33, 0.35), 0x8390B8, 0x1B2140, 33)),
			Shot.jpeg("violet-sky", "Violet sky", night(0x0B0722, 0x4A2A55, 0xC46BFF, 0.7, 34)),
			Shot.png("island-peaks", "Island peaks", clouds(Skies.noon(35, 0.9), 0x8FA6C4, 35)),
			Shot.jpeg("evening-valley", "Evening in the valley", mountains(Skies.golden(36, 1.2), 0x46513A, 0.74, 36)),
			Shot.jpeg("rose-lake", "Rose lake", lake(mountains(Skies.rose(37, 0.5), 0x4B4A63, 0.5, 37), 37)),
			Shot.wide("amber-sand", "Amber sand", dunes(Skies.dawn(38, 1.15), 0xE6A071, 0x6D3D45, 38)),
			Shot.jpeg("pines-at-dusk", "Pines at dusk",
					new MistyForest(Skies.dusk(39, 0.7), Colour.of(0x241B2C), new Noise(39))),
			Shot.jpeg("moonrise", "Moonrise at sea", sea(Skies.moonlit(40, 0.95), 0x101C38, 40)),
			Shot.jpeg("storm-peaks", "Before the storm", mountains(Skies.storm(41, 1.0), 0x3A4043, 0.52, 41)),
			Shot.jpeg("sleepless", "Sleepless", lakeOf(night(0x060919, 0x2B3552, 0x3BFFA0, 0, 42), 0x0A1226, 42)));

	/** A format that visitors do not share. */
	static final Shot EXCLUDED = Shot.gif("gif-sunset", "A GIF, which stays with the site",
			sea(Skies.dusk(51, 0.75), 0x2B2148, 51));

	/** Photographs that a script adds to a page, and others for the page of kinds. */
	static final List<Shot> LATECOMERS = List.of(
			Shot.jpeg("late-peaks", "Added by a script", mountains(Skies.golden(52, 0.2), 0x4A463A, 0.6, 52)),
			Shot.jpeg("late-dunes", "Added by a script, one second later",
					dunes(Skies.rose(53, 0.4), 0xE3B7A6, 0x7C5068, 53)),
			Shot.jpeg("far-below", "A lazy image, far below", sea(Skies.dawn(54, 1.0), 0x24476A, 54)));

	private Exhibition() {
	}

	private static Scene mountains(Sky sky, int rock, double snowLine, long seed) {
		return new Mountains(sky, Colour.of(rock), snowLine, 5, new Noise(seed));
	}

	private static Scene lake(Scene shore, long seed) {
		return lakeOf(shore, 0x1A3B4C, seed);
	}

	private static Scene lakeOf(Scene shore, int depths, long seed) {
		return new Lake(shore, 0.6, Colour.of(depths), new Noise(seed + 1000));
	}

	private static Scene dunes(Sky sky, int sand, int shade, long seed) {
		return new Dunes(sky, Colour.of(sand), Colour.of(shade), new Noise(seed));
	}

	private static Scene sea(Sky sky, int water, long seed) {
		return new Sea(sky, 0.5, Colour.of(water), new Noise(seed));
	}

	private static Scene clouds(Sky sky, int shade, long seed) {
		return new CloudSea(sky, Colour.of(shade), Colour.of(0x3B3F4C), new Noise(seed));
	}

	private static Scene night(int zenith, int glow, int curtain, double aurora, long seed) {
		return new StarryNight(Colour.of(zenith), Colour.of(glow), Colour.of(curtain), aurora, new Noise(seed));
	}

}
