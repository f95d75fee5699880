package io.peerconnect.demo.photo;

/**
 * The file formats that the build can write.
 */
public enum PhotoFormat {

	/** For most photographs. */
	JPEG("jpg"),

	/** Lossless, and so larger for its size. */
	PNG("png"),

	/** Excluded from sharing by the default of {@code peerconnect.exclude-formats}. */
	GIF("gif");

	private final String extension;

	PhotoFormat(String extension) {
		this.extension = extension;
	}

	String extension() {
		return this.extension;
	}

}
