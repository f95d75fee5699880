package io.peerconnect.demo.photo;

/**
 * A photograph together with what was in front of the camera.
 *
 * @param photo the photograph
 * @param scene what it shows
 */
record Shot(Photo photo, Scene scene) {

	static Shot jpeg(String name, String title, Scene scene) {
		return new Shot(new Photo(name, title, PhotoFormat.JPEG, 1200, false), scene);
	}

	static Shot wide(String name, String title, Scene scene) {
		return new Shot(new Photo(name, title, PhotoFormat.JPEG, 1440, true), scene);
	}

	static Shot png(String name, String title, Scene scene) {
		return new Shot(new Photo(name, title, PhotoFormat.PNG, 720, false), scene);
	}

	static Shot gif(String name, String title, Scene scene) {
		return new Shot(new Photo(name, title, PhotoFormat.GIF, 720, false), scene);
	}

}
