package io.peerconnect.demo.photo;

/**
 * Hills covered with firs, with mist between one hill and the next.
 *
 * @param sky the sky above
 * @param firs colour of the nearest trees
 * @param noise what places hills and trees
 */
record MistyForest(Sky sky, Colour firs, Noise noise) implements Scene {

	private static final int HILLS = 6;

	@Override
	public Colour at(double x, double y) {
		for (int hill = 0; hill < HILLS; hill++) {
			double far = (double) hill / HILLS;
			double ground = 0.95 - far * 0.5
					- this.noise.layered(x * (0.8 + far) + hill * 6.1, hill * 2.7, 4) * (0.34 - far * 0.14);
			double top = ground - tree(x, hill, far, ground - y);
			if (y >= top) {
				return surface(x, y, ground, hill, far);
			}
		}
		return this.sky.at(x, y);
	}

	/** Return how far the trees of a hill reach above its ground at a point. */
	private double tree(double x, int hill, double far, double height) {
		double size = 0.15 * (1 - far) + 0.018;
		double reach = 0;
		for (int row = 0; row < 2; row++) {
			double spacing = size * (0.36 + row * 0.11);
			double position = x / spacing + row * 0.5;
			int trunk = (int) Math.floor(position);
			double tall = size * (0.55 + 0.6 * this.noise.corner(trunk, hill * 7 + row));
			double aside = Math.abs(position - trunk - 0.5) * 2;
			// Branches: the outline widens and narrows again on the way down.
			double branch = 0.78 + 0.22 * Math.sin((tall - height) / size * 52 + trunk);
			reach = Math.max(reach, tall * (1 - aside / branch));
		}
		return reach;
	}

	private Colour surface(double x, double y, double ground, int hill, double far) {
		double needles = this.noise.layered(x * (60 + far * 60), y * (60 + far * 60), 3);
		Colour tree = this.firs.times(0.85 + needles * 0.9).plus(this.sky.light(), 0.05);
		double drift = this.noise.layered(x * 2.2 + hill * 3, y * 5, 5);
		double mist = far * 0.85 + Math.max(0, y - ground + 0.05) * (2.4 + drift * 3) * (0.35 + far);
		return tree.mix(this.sky.horizon(), Math.min(0.97, mist));
	}

}
