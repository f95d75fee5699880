package io.peerconnect.demo.photo;

/**
 * Sand under a low sun: each dune has a lit side, a shaded side and ripples.
 *
 * @param sky the sky above
 * @param sand colour of lit sand
 * @param shade colour of sand in the shade
 * @param noise what shapes the dunes
 */
record Dunes(Sky sky, Colour sand, Colour shade, Noise noise) implements Scene {

	private static final int COUNT = 6;

	@Override
	public Colour at(double x, double y) {
		for (int dune = 0; dune < COUNT; dune++) {
			double far = (double) dune / COUNT;
			double crest = crest(x, dune, far);
			if (y >= crest) {
				return surface(x, y, crest, dune, far);
			}
		}
		return this.sky.at(x, y);
	}

	private double crest(double x, int dune, double far) {
		double scale = 0.7 + far * 1.9;
		double swell = this.noise.layered(x * scale + dune * 7.7, dune * 2.3, 3);
		return 0.86 - far * 0.42 - swell * (0.34 - far * 0.22);
	}

	private Colour surface(double x, double y, double crest, int dune, double far) {
		double below = y - crest;
		double slope = crest(x + 0.01, dune, far) - crest(x - 0.01, dune, far);
		double facing = slope * Math.tanh((this.sky.sunX() - x) * 3);
		// The knife edge between light and shade wanders down from the crest.
		double edge = this.noise.layered(x * 2.1 + below * 3 + dune * 4.4, below * 2.2, 4);
		double lit = 0.5 + facing * 26 + edge * 1.3 - below * 0.35;
		double bend = this.noise.layered(x * 3, y * 5 + dune, 3);
		double ripples = Math.sin((below * 210 + bend * 26 + x * 18) / (0.6 + far * 0.8)) * (1 - far) * 0.05;
		double grain = this.noise.at(x * 380, y * 380) * 0.025 * (1 - far);
		Colour ground = this.shade.mix(this.sand, smooth(lit)).times(1 + ripples + grain);
		return ground.mix(this.sky.horizon(), Math.pow(far, 1.4) * 0.75);
	}

	private static double smooth(double value) {
		double share = Math.max(0, Math.min(1, value));
		return share * share * (3 - 2 * share);
	}

}
