package io.peerconnect.demo.photo;

/**
 * Stars, the band of the Milky Way and, far enough north, an aurora over dark ridges.
 *
 * @param zenith colour of the sky overhead
 * @param glow colour at the horizon
 * @param curtain colour of the aurora
 * @param aurora strength of the aurora, 0 for none
 * @param noise what places stars and ridges
 */
record StarryNight(Colour zenith, Colour glow, Colour curtain, double aurora, Noise noise) implements Scene {

	private static final Colour WARM = Colour.of(0xFFE3C4);

	private static final Colour COLD = Colour.of(0xCFE0FF);

	@Override
	public Colour at(double x, double y) {
		double crest = 0.98 - this.noise.ridged(x * 1.5 + 3, 8.2, 7) * 0.32;
		if (y > crest) {
			double rough = this.noise.ridged(x * 14, y * 14, 5);
			return this.glow.times(0.1 + rough * 0.16).plus(this.curtain, this.aurora * 0.03 * rough);
		}
		Colour sky = this.zenith.mix(this.glow, Math.pow(y / 0.95, 2.2));
		sky = sky.plus(milkyWay(x, y), 1).plus(star(x, y, 70, 0.12), 0.75).plus(star(x, y, 190, 0.2), 0.45);
		return (this.aurora > 0) ? sky.plus(curtains(x, y), this.aurora) : sky;
	}

	private Colour milkyWay(double x, double y) {
		double across = (x * 0.62 + y * 0.78 - 0.85) + this.noise.layered(x * 2, y * 2, 3) * 0.12;
		double band = Math.exp(-across * across * 38);
		double dust = this.noise.layered(x * 5 + 9, y * 5, 6);
		return WARM.mix(COLD, 0.5 + dust)
			.times(band * Math.max(0, 0.24 + dust * 0.5) * (1 - y * 0.6) * (1 - this.aurora * 0.7));
	}

	private Colour star(double x, double y, int cells, double share) {
		int column = (int) Math.floor(x * cells);
		int row = (int) Math.floor(y * cells);
		double chance = this.noise.corner(column + cells * 1000, row);
		if (chance > share) {
			return Colour.of(0);
		}
		double offsetX = x * cells - column - 0.2 - 0.6 * this.noise.corner(column, row + 50_000);
		double offsetY = y * cells - row - 0.2 - 0.6 * this.noise.corner(column, row + 90_000);
		double size = 0.02 + 0.09 * Math.pow(chance / share, 3);
		double brightness = Math.exp(-(offsetX * offsetX + offsetY * offsetY) / (size * size));
		return COLD.mix(WARM, this.noise.corner(row, column)).times(brightness * 1.6);
	}

	private Colour curtains(double x, double y) {
		double light = 0;
		for (int fold = 0; fold < 3; fold++) {
			double foot = 0.58 - fold * 0.11 + this.noise.layered(x * 1.3 + fold * 8, fold * 3.7, 4) * 0.42;
			double above = foot - y;
			double rays = 0.55 + this.noise.at(x * 42 + above * 3, fold) * 0.3 + this.noise.at(x * 11, fold + 9) * 0.3;
			double rise = (above > 0) ? Math.exp(-above * 5.5) : Math.exp(above * 70);
			light += rise * rays * (1 - fold * 0.25);
		}
		return this.curtain.mix(Colour.of(0xB05CFF), (0.45 - y) * 1.2).times(light * 0.7);
	}

}
