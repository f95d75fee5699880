package io.peerconnect.demo.photo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Paints the photographs and records the sound that the demo site shows. Runs during the
 * build; files newer than this code stay as they are. The same code always makes the same
 * pictures.
 */
public final class PhotoStudio {

	private final FileTime changed;

	private final Path photos;

	private PhotoStudio(FileTime changed, Path photos) {
		this.changed = changed;
		this.photos = photos;
	}

	/**
	 * Make the files that are missing or older than the code.
	 * @param arguments the folder of this code and the folder of the site's static files
	 * @throws IOException if a folder cannot be read or written
	 */
	public static void main(String[] arguments) throws IOException {
		Path site = Path.of(arguments[1]);
		Path photos = Files.createDirectories(site.resolve("photos"));
		Path sounds = Files.createDirectories(site.resolve("sounds"));
		PhotoStudio studio = new PhotoStudio(lastChange(Path.of(arguments[0])), photos);
		List<Shot> shots = new ArrayList<>(Exhibition.GALLERY);
		shots.addAll(Exhibition.LATECOMERS);
		shots.add(Exhibition.EXCLUDED);
		shots.parallelStream().forEach(studio::make);
		Path chimes = sounds.resolve("chimes.wav");
		if (studio.isOutdated(chimes)) {
			Chimes.record(chimes);
		}
	}

	private static FileTime lastChange(Path sources) throws IOException {
		try (Stream<Path> files = Files.list(sources)) {
			return files.map(PhotoStudio::modified).max(Comparator.naturalOrder()).orElseThrow();
		}
	}

	private static FileTime modified(Path file) {
		try {
			return Files.getLastModifiedTime(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean isOutdated(Path file) {
		return !Files.exists(file) || modified(file).compareTo(this.changed) < 0;
	}

	private void make(Shot shot) {
		Photo photo = shot.photo();
		if (photo.paths().stream().map(this::file).noneMatch(this::isOutdated)) {
			return;
		}
		try {
			BufferedImage image = Darkroom.expose(shot);
			Darkroom.develop(image, photo.format(), file(photo.path()));
			if (photo.narrow()) {
				Darkroom.develop(Darkroom.halve(image), photo.format(), file(photo.narrowPath()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path file(String path) {
		return this.photos.resolve(path.substring(path.lastIndexOf('/') + 1));
	}

}
