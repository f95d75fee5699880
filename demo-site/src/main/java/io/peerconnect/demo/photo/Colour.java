package io.peerconnect.demo.photo;

/**
 * A colour in the sRGB space whose components lie between 0 and 1. Values beyond stand
 * for light too bright or too dark to show, and are clipped only when painted.
 *
 * @param red share of red
 * @param green share of green
 * @param blue share of blue
 */
record Colour(double red, double green, double blue) {

	static final Colour WHITE = new Colour(1, 1, 1);

	/**
	 * Return the colour of a hexadecimal number such as {@code 0xFF8800}.
	 * @param rgb the number
	 * @return the colour
	 */
	static Colour of(int rgb) {
		return new Colour((rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
	}

	Colour mix(Colour other, double share) {
		double part = Math.max(0, Math.min(1, share));
		return new Colour(this.red + (other.red - this.red) * part, this.green + (other.green - this.green) * part,
				this.blue + (other.blue - this.blue) * part);
	}

	Colour plus(Colour light, double strength) {
		return new Colour(this.red + light.red * strength, this.green + light.green * strength,
				this.blue + light.blue * strength);
	}

	Colour times(double brightness) {
		return new Colour(this.red * brightness, this.green * brightness, this.blue * brightness);
	}

	/**
	 * Return this colour as a pixel, made lighter or darker by some film grain.
	 * @param grain what to add to each component
	 * @return red, green and blue in the lower 24 bits
	 */
	int toPixel(double grain) {
		return toByte(this.red + grain) << 16 | toByte(this.green + grain) << 8 | toByte(this.blue + grain);
	}

	private static int toByte(double value) {
		return (int) (Math.max(0, Math.min(1, value)) * 255 + 0.5);
	}

}
