package io.peerconnect.demo.photo;

/**
 * What a camera would see. Implementations give the same colour for the same point and
 * are safe for use by many threads at once.
 */
interface Scene {

	/**
	 * Return the colour at a point of the view.
	 * @param x horizontal position, from 0 at the left edge, in heights of the view
	 * @param y vertical position, from 0 at the top to 1 at the bottom
	 * @return the colour there
	 */
	Colour at(double x, double y);

}
