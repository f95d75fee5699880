package io.peerconnect.demo.photo;

/**
 * Open water up to the horizon, with the sun's road on it.
 *
 * @param sky the sky above
 * @param line vertical position of the horizon
 * @param water colour of the water
 * @param noise what shapes the waves
 */
record Sea(Sky sky, double line, Colour water, Noise noise) implements Scene {

	@Override
	public Colour at(double x, double y) {
		if (y < this.line) {
			return this.sky.at(x, y / this.line * 0.72);
		}
		double near = (y - this.line) / (1 - this.line);
		double depth = 1 / (0.03 + near);
		double wave = this.noise.layered((x - 0.75) * depth * 2.2, depth * 9 + Math.log(depth) * 20, 6);
		double chop = this.noise.at((x - 0.75) * depth * 26, depth * 90);
		Colour colour = this.sky.horizon().mix(this.water, 0.25 + Math.sqrt(near) * 0.75);
		colour = colour.times(0.95 + wave * 0.55 + chop * 0.06);
		double road = Math.abs(x - this.sky.sunX()) / (0.05 + near * 0.3);
		double glint = Math.max(0, wave * 1.6 + chop * 0.5) * Math.exp(-road * road);
		return colour.plus(this.sky.light(), glint * 1.5 + 0.16 * Math.exp(-road * road * 0.6));
	}

}
