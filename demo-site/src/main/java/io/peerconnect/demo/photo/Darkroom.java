package io.peerconnect.demo.photo;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Makes image files of what a camera saw.
 */
final class Darkroom {

	private static final float QUALITY = 0.92f;

	private Darkroom() {
	}

	static BufferedImage expose(Shot shot) {
		Photo photo = shot.photo();
		BufferedImage image = new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
		// Grain hides banding in the sky. PNG and GIF would store every speck of it.
		double strength = (photo.format() == PhotoFormat.JPEG) ? 0.032 : 0.008;
		Noise grain = new Noise(photo.name().hashCode());
		int[] row = new int[photo.width()];
		for (int y = 0; y < photo.height(); y++) {
			for (int x = 0; x < photo.width(); x++) {
				Colour colour = shot.scene().at((x + 0.5) / photo.height(), (y + 0.5) / photo.height());
				row[x] = colour.toPixel((grain.corner(x, y) - 0.5) * strength);
			}
			image.setRGB(0, y, photo.width(), 1, row, 0, photo.width());
		}
		return image;
	}

	static BufferedImage halve(BufferedImage image) {
		BufferedImage half = new BufferedImage(image.getWidth() / 2, image.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = half.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		graphics.drawImage(image, 0, 0, half.getWidth(), half.getHeight(), null);
		graphics.dispose();
		return half;
	}

	static void develop(BufferedImage image, PhotoFormat format, Path file) throws IOException {
		// A build that is stopped halfway must not leave half a photograph behind.
		Path unfinished = file.resolveSibling(file.getFileName() + ".part");
		ImageWriter writer = ImageIO.getImageWritersByFormatName(format.name()).next();
		Files.deleteIfExists(unfinished);
		try (ImageOutputStream output = ImageIO.createImageOutputStream(unfinished.toFile())) {
			writer.setOutput(output);
			ImageWriteParam settings = writer.getDefaultWriteParam();
			if (format == PhotoFormat.JPEG) {
				settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
				settings.setCompressionQuality(QUALITY);
			}
			writer.write(null, new IIOImage(image, null, null), settings);
		}
		finally {
			writer.dispose();
		}
		Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
	}

}
