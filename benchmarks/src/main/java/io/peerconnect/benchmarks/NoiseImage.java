package io.peerconnect.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * A JPEG of coloured noise. The same seed gives the same bytes, so that two sites that
 * are compared serve the same.
 *
 * @param name the file name
 * @param width the width in pixels
 * @param height the height in pixels
 * @param seed what the noise grows from
 */
record NoiseImage(String name, int width, int height, long seed) {

	private static final int SMALL_COUNT = 30;

	private static final int LARGE_COUNT = 4;

	private static final float QUALITY = 0.5F;

	/**
	 * Return the images of the site: 30 of about 150 kB and 4 of about 4 MB.
	 * @return the images
	 */
	static List<NoiseImage> gallery() {
		List<NoiseImage> images = new ArrayList<>();
		for (int i = 0; i < SMALL_COUNT; i++) {
			images.add(new NoiseImage("small-" + i + ".jpg", 696, 522, i));
		}
		for (int i = 0; i < LARGE_COUNT; i++) {
			images.add(new NoiseImage("large-" + i + ".jpg", 3584, 2688, SMALL_COUNT + i));
		}
		return List.copyOf(images);
	}

	/**
	 * Write images into a new temporary folder, which is deleted when the JVM ends.
	 * @param images the images
	 * @return the folder
	 */
	static Path writeAll(List<NoiseImage> images) {
		try {
			Path folder = Files.createTempDirectory("peerconnect-benchmarks");
			folder.toFile().deleteOnExit();
			for (NoiseImage image : images) {
				Path file = Files.write(folder.resolve(image.name()), image.encode());
				file.toFile().deleteOnExit();
			}
			return folder;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write the images of the benchmark site", ex);
		}
	}

	private byte[] encode() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
			writer.setOutput(out);
			ImageWriteParam parameters = writer.getDefaultWriteParam();
			parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			parameters.setCompressionQuality(QUALITY);
			writer.write(null, new IIOImage(paint(), null, null), parameters);
		}
		finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}

	private BufferedImage paint() {
		BufferedImage image = new BufferedImage(this.width, this.height, BufferedImage.TYPE_INT_RGB);
		Random noise = new Random(this.seed);
		int[] row = new int[this.width];
		for (int y = 0; y < this.height; y++) {
			for (int x = 0; x < this.width; x++) {
				row[x] = noise.nextInt() & 0xFFFFFF;
			}
			image.setRGB(0, y, this.width, 1, row, 0, this.width);
		}
		return image;
	}

}
