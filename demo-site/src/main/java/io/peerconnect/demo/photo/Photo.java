package io.peerconnect.demo.photo;

import java.util.List;

/**
 * A photograph of the gallery, three units wide for each two high.
 *
 * @param name name of its file without the extension
 * @param title what to write below it
 * @param format format of its file
 * @param width width in pixels
 * @param narrow whether there is also a file of half the width, for {@code srcset}
 */
public record Photo(String name, String title, PhotoFormat format, int width, boolean narrow) {

	public int height() {
		return this.width * 2 / 3;
	}

	/**
	 * Return the path of the file on the site.
	 * @return the path, which starts with a slash
	 */
	public String path() {
		return "/photos/" + this.name + "." + this.format.extension();
	}

	/**
	 * Return the path of the file of half the width.
	 * @return the path, which starts with a slash
	 */
	public String narrowPath() {
		return "/photos/" + this.name + "-" + this.width / 2 + "." + this.format.extension();
	}

	/**
	 * Return the paths of all files that show this photograph.
	 * @return one or two paths
	 */
	public List<String> paths() {
		return this.narrow ? List.of(path(), narrowPath()) : List.of(path());
	}

}
