package io.peerconnect.demo.photo;

/**
 * Ridges one behind the other, each paler than the one before it.
 *
 * @param sky what stands above and behind
 * @param rock colour of the nearest ridge
 * @param snowLine height above which snow lies, from 0 for everywhere to 1 for nowhere
 * @param ridges number of ridges
 * @param noise what shapes the ridges
 */
record Mountains(Sky sky, Colour rock, double snowLine, int ridges, Noise noise) implements Scene {

	private static final Colour SNOW = Colour.of(0xEEF2FA);

	@Override
	public Colour at(double x, double y) {
		for (int ridge = 0; ridge < this.ridges; ridge++) {
			double far = (double) ridge / this.ridges;
			double crest = crest(x, ridge, far);
			if (y >= crest) {
				return surface(x, y, crest, ridge, far);
			}
		}
		return this.sky.at(x, y);
	}

	private double crest(double x, int ridge, double far) {
		double coarse = 1.4 + far * 1.8;
		double height = this.noise.ridged(x * coarse + ridge * 5.7, ridge * 3.1, 7);
		double rise = (0.62 - far * 0.12) * (height - 0.45);
		return 0.93 - far * 0.42 - rise;
	}

	private Colour surface(double x, double y, double crest, int ridge, double far) {
		double scale = 7 + far * 9;
		double here = this.noise.ridged(x * scale + ridge, y * scale * 1.3, 5);
		double towardsSun = this.noise.ridged(x * scale + ridge + Math.tanh((this.sky.sunX() - x) * 3) * 0.07,
				y * scale * 1.3 - 0.06, 5);
		double lit = 0.78 + (here - towardsSun) * 2.6;
		double height = 1 - crest - (y - crest) * 1.5 + (here - 0.5) * 0.35;
		Colour ground = this.rock.mix(SNOW, (height - this.snowLine) * 9);
		ground = ground.times(Math.max(0.25, lit)).plus(this.sky.light(), 0.09 * lit);
		double haze = Math.pow(far, 0.8) * 0.82 + Math.max(0, y - crest) * 0.35;
		return ground.mix(this.sky.horizon(), haze);
	}

}
