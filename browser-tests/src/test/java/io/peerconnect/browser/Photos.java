package io.peerconnect.browser;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;

import javax.imageio.ImageIO;

/**
 * Pictures of noise, which do not compress: different for each seed, the same in every
 * run.
 */
final class Photos {

	private Photos() {
	}

	/**
	 * Return an encoded picture.
	 * @param format {@code jpg}, {@code png} or {@code gif}
	 * @param side width and height in pixels; a side of 200 makes a JPEG of about 35 kB
	 * and a PNG of about 120 kB
	 * @param seed tells one picture from another
	 * @return the bytes of the file
	 */
	static byte[] encode(String format, int side, long seed) {
		Random random = new Random(seed);
		BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
		for (int y = 0; y < side; y++) {
			for (int x = 0; x < side; x++) {
				image.setRGB(x, y, random.nextInt());
			}
		}
		try {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			ImageIO.write(image, format, bytes);
			return bytes.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static void write(Path file, int side, long seed) {
		String name = file.getFileName().toString();
		try {
			Files.createDirectories(file.getParent());
			Files.write(file, encode(name.substring(name.lastIndexOf('.') + 1), side, seed));
			// Old enough that its time and length name this version, and another time for
			// another picture.
			Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60 + seed % 10_000)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
