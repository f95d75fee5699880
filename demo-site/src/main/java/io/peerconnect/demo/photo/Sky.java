package io.peerconnect.demo.photo;

/**
 * A sky with a sun or moon in it and some clouds.
 *
 * @param top colour overhead
 * @param horizon colour at the horizon, which also hides what is far away
 * @param light colour of the sun and its glow
 * @param sunX horizontal position of the sun
 * @param sunY vertical position of the sun
 * @param clouds how much of the sky is covered, from 0 to 1
 * @param noise what shapes the clouds
 */
record Sky(Colour top, Colour horizon, Colour light, double sunX, double sunY, double clouds,
		Noise noise) implements Scene {

	@Override
	public Colour at(double x, double y) {
		Colour colour = this.top.mix(this.horizon, Math.pow(Math.max(0, Math.min(1, y / 0.72)), 1.3));
		double distance = Math.hypot(x - this.sunX, y - this.sunY);
		colour = colour.plus(this.light, 0.42 * Math.exp(-distance * 3.2) + 0.25 * Math.exp(-distance * 14));
		double disc = (0.034 - distance) / 0.004;
		colour = colour.plus(Colour.WHITE, 0.6 * Math.max(0, Math.min(1, disc)));
		return (this.clouds > 0) ? cover(colour, x, y, distance) : colour;
	}

	private Colour cover(Colour colour, double x, double y, double distance) {
		// Clouds flatten towards the horizon, as they do when seen from the ground.
		double depth = 1.1 / (1.08 - Math.min(y, 1));
		double density = this.noise.layered(x * depth * 1.6, depth * 3.1, 6) * 0.9 + this.clouds - 0.5;
		if (density <= 0) {
			return colour;
		}
		double lit = this.noise.layered(x * depth * 1.6 + 0.06, depth * 3.1 - 0.1, 4);
		Colour cloud = this.horizon.mix(Colour.WHITE, 0.35 - lit * 0.6)
			.plus(this.light, 0.3 * Math.exp(-distance * 2.5));
		return colour.mix(cloud, density * 2.6 * Math.min(1, 1.3 - y));
	}

}
