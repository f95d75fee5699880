package io.peerconnect.demo.photo;

import java.util.List;

/**
 * The photographs that pages show.
 */
public final class Photos {

	private Photos() {
	}

	/**
	 * Return the photographs of the gallery in the order they hang.
	 * @return the photographs
	 */
	public static List<Photo> gallery() {
		return Exhibition.GALLERY.stream().map(Shot::photo).toList();
	}

	/**
	 * Return the photograph in a format that visitors do not share.
	 * @return the photograph
	 */
	public static Photo excluded() {
		return Exhibition.EXCLUDED.photo();
	}

	/**
	 * Return the photographs that come into a page late: by a script, or by scrolling.
	 * @return three photographs
	 */
	public static List<Photo> latecomers() {
		return Exhibition.LATECOMERS.stream().map(Shot::photo).toList();
	}

}
