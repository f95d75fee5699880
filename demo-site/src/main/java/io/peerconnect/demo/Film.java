package io.peerconnect.demo;

import java.util.List;

/**
 * A film of the video page.
 *
 * @param name the name of its files
 * @param title what it is called
 * @param length minutes and seconds
 */
record Film(String name, String title, String length) {

	static List<Film> all() {
		return List.of(new Film("a-day", "A day, far and quiet", "1:11"),
				new Film("a-night", "A night, farther still", "1:11"));
	}

}
