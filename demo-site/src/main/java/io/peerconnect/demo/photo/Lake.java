package io.peerconnect.demo.photo;

/**
 * Still water that mirrors the scene behind it.
 *
 * @param shore the scene that is mirrored
 * @param line vertical position of the shore line
 * @param depths colour of the water where it mirrors nothing
 * @param noise what shapes the ripples
 */
record Lake(Scene shore, double line, Colour depths, Noise noise) implements Scene {

	@Override
	public Colour at(double x, double y) {
		double below = y - this.line;
		if (below < 0) {
			return this.shore.at(x, y / this.line * 0.93);
		}
		double near = below / (1 - this.line);
		double perspective = 14 / (0.08 + near);
		double ripple = this.noise.layered(x * perspective * 0.35, perspective * 4.2, 4);
		double mirrored = (this.line - below * 1.1) / this.line * 0.93 + ripple * 0.05 * (0.15 + near);
		Colour reflection = this.shore.at(x + ripple * 0.02 * near, Math.max(0, mirrored));
		return reflection.times(0.86).mix(this.depths, 0.12 + 0.5 * near * near + Math.max(0, ripple) * 0.25);
	}

}
