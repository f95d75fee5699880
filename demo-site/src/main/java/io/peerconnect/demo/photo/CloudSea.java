package io.peerconnect.demo.photo;

/**
 * Clouds seen from above, with peaks that stand out of them.
 *
 * @param sky the sky above
 * @param shade colour of the clouds' shaded side
 * @param rock colour of the peaks
 * @param noise what shapes the clouds
 */
record CloudSea(Sky sky, Colour shade, Colour rock, Noise noise) implements Scene {

	private static final double LINE = 0.42;

	@Override
	public Colour at(double x, double y) {
		Colour behind = (y < LINE) ? this.sky.at(x, y / LINE * 0.72) : cloud(x, y);
		double peak = LINE + 0.2 - this.noise.ridged(x * 1.15 + 2, 5.5, 7) * 0.42 + Math.abs(x - 0.75) * 0.12;
		double foot = LINE + 0.05 + this.noise.layered(x * 4, 1.5, 4) * 0.09;
		if (y < peak || y > foot + 0.07) {
			return behind;
		}
		double here = this.noise.ridged(x * 11, y * 13, 5);
		double lit = 0.78 + (here - this.noise.ridged(x * 11 + 0.08, y * 13 - 0.05, 5)) * 2.6;
		Colour stone = this.rock.times(Math.max(0.3, lit)).plus(this.sky.light(), 0.1 * lit);
		return stone.mix(this.sky.horizon(), 0.25).mix(behind, (y - foot) / 0.07);
	}

	private Colour cloud(double x, double y) {
		double near = (y - LINE) / (1 - LINE);
		double depth = 1 / (0.12 + near * 0.9);
		double across = (x - 0.75) * depth * 2.4;
		double along = depth * 6.5;
		double puff = billow(across, along);
		double towardsSun = billow(across + (this.sky.sunX() - x) * 0.3, along + 0.22);
		double lit = 0.52 + (puff - towardsSun) * 1.7 + puff * 0.35;
		Colour colour = this.shade.mix(Colour.WHITE.mix(this.sky.light(), 0.3), lit);
		return colour.mix(this.sky.horizon(), Math.exp(-near * 5) * 0.9);
	}

	private double billow(double x, double y) {
		double sum = 0;
		double strength = 0.5;
		double scale = 1;
		for (int octave = 0; octave < 6; octave++) {
			sum += Math.abs(this.noise.at(x * scale + octave * 13.1, y * scale + octave * 7.7)) * strength;
			strength /= 2;
			scale *= 2.02;
		}
		return sum * 2;
	}

}
