package io.peerconnect.demo.photo;

/**
 * Smooth randomness that is the same for the same seed: values at the corners of a grid,
 * blended in between.
 *
 * @param seed what tells one noise from another
 */
record Noise(long seed) {

	/**
	 * Return the noise at a point.
	 * @param x horizontal position, in cells of the grid
	 * @param y vertical position, in cells of the grid
	 * @return a value between -1 and 1
	 */
	double at(double x, double y) {
		int left = (int) Math.floor(x);
		int top = (int) Math.floor(y);
		double across = smooth(x - left);
		double down = smooth(y - top);
		double upper = blend(corner(left, top), corner(left + 1, top), across);
		double lower = blend(corner(left, top + 1), corner(left + 1, top + 1), across);
		return blend(upper, lower, down) * 2 - 1;
	}

	/**
	 * Return the sum of several noises, each twice as fine and half as strong as the one
	 * before, as in fractional Brownian motion.
	 * @param x horizontal position
	 * @param y vertical position
	 * @param octaves how many noises to add
	 * @return a value between -1 and 1
	 */
	double layered(double x, double y, int octaves) {
		double sum = 0;
		double strength = 0.5;
		double scale = 1;
		for (int octave = 0; octave < octaves; octave++) {
			sum += at(x * scale + octave * 17.3, y * scale - octave * 9.1) * strength;
			strength /= 2;
			scale *= 2.03;
		}
		return sum;
	}

	/**
	 * Return layered noise with sharp crests, which looks like eroded rock.
	 * @param x horizontal position
	 * @param y vertical position
	 * @param octaves how many noises to add
	 * @return a value between 0 and 1
	 */
	double ridged(double x, double y, int octaves) {
		double sum = 0;
		double strength = 0.5;
		double across = x;
		double down = y;
		for (int octave = 0; octave < octaves; octave++) {
			// Each octave is turned against the one before, or the grid would show.
			double turned = across * 1.63 + down * 1.27;
			down = down * 1.63 - across * 1.27 + octave * 4.9;
			across = turned + octave * 31.7;
			double crest = 1 - Math.abs(at(across * 0.5, down * 0.5));
			sum += crest * crest * strength;
			strength *= 0.47;
		}
		return sum;
	}

	/**
	 * Return the random value of one corner of the grid.
	 * @param x column
	 * @param y row
	 * @return a value from 0 to below 1
	 */
	double corner(int x, int y) {
		// The finaliser of SplitMix64 scatters neighbouring corners well enough for the
		// eye.
		long mixed = this.seed * 0x9E3779B97F4A7C15L + x * 0xBF58476D1CE4E5B9L + y * 0x94D049BB133111EBL;
		mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
		return ((mixed ^ mixed >>> 31) >>> 11) * 0x1.0p-53;
	}

	private static double smooth(double share) {
		return share * share * share * (share * (share * 6 - 15) + 10);
	}

	private static double blend(double from, double to, double share) {
		return from + (to - from) * share;
	}

}
