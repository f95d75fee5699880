package io.peerconnect.torrent;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.FileSystemResource;
import org.springframework.util.AntPathMatcher;

/**
 * Visits the files of one folder and the folders in it. What is hidden is passed over,
 * and so are symbolic links that lead out of the folder.
 */
final class FolderWalk extends SimpleFileVisitor<Path> {

	/** What Java reads in place of bytes that are no characters. */
	private static final char UNREADABLE = '\uFFFD';

	private static final AntPathMatcher PATTERNS = new AntPathMatcher();

	private final VideoRoute route;

	private final Path root;

	private final Consumer<Path> folders;

	private final Consumer<VideoFile> files;

	private final Skipped skipped;

	/**
	 * Create a walk.
	 * @param route whose folder is visited
	 * @param root the folder
	 * @param folders told each folder
	 * @param files told each file
	 * @param skipped told what is passed over and should not be
	 */
	FolderWalk(VideoRoute route, Path root, Consumer<Path> folders, Consumer<VideoFile> files, Skipped skipped) {
		this.route = route;
		this.root = root;
		this.folders = folders;
		this.files = files;
		this.skipped = skipped;
	}

	void walk() throws IOException {
		Files.walkFileTree(this.root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
	}

	@Override
	public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
		if (!folder.equals(this.root) && (isHidden(folder) || !isInside(folder, folder.toRealPath()))) {
			return FileVisitResult.SKIP_SUBTREE;
		}
		this.folders.accept(folder);
		return FileVisitResult.CONTINUE;
	}

	@Override
	public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
		String name = this.root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
		// A link shows itself only if it leads to nothing.
		if ((attributes.isRegularFile() || attributes.isSymbolicLink()) && !isHidden(file)
				&& PATTERNS.match(this.route.pattern(), name)) {
			visit(file, name);
		}
		return FileVisitResult.CONTINUE;
	}

	private void visit(Path file, String name) {
		if (name.indexOf(UNREADABLE) != -1) {
			this.skipped.skipped(file.toString(), "its name is not in the encoding of this JVM, '"
					+ System.getProperty("sun.jnu.encoding") + "'. Set LC_ALL=C.UTF-8 where the application starts");
			return;
		}
		try {
			Path real = file.toRealPath();
			if (!isInside(file, real)) {
				return;
			}
			this.files.accept(new VideoFile(this.route.path() + "/" + name, file.getFileName().toString(),
					new FileSystemResource(real), real, FileStamp.of(real)));
		}
		catch (IOException ex) {
			this.skipped.skipped(file.toString(), "it cannot be looked at (" + Reasons.of(ex) + ")");
		}
	}

	private static boolean isHidden(Path file) throws IOException {
		return file.getFileName().toString().startsWith(".") || Files.isHidden(file);
	}

	private boolean isInside(Path file, Path real) {
		if (real.startsWith(this.root)) {
			return true;
		}
		this.skipped.skipped(file.toString(), "it is a symbolic link that leads out of '" + this.root + "'");
		return false;
	}

	@Override
	public FileVisitResult visitFileFailed(Path file, IOException ex) throws IOException {
		if (file.equals(this.root)) {
			throw ex;
		}
		if (!(ex instanceof FileSystemLoopException)) {
			this.skipped.skipped(file.toString(), "it cannot be looked at (" + Reasons.of(ex) + ")");
		}
		return FileVisitResult.CONTINUE;
	}

	@Override
	public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException ex) {
		if (ex != null) {
			this.skipped.skipped(folder.toString(), "it cannot be listed to the end (" + Reasons.of(ex) + ")");
		}
		return FileVisitResult.CONTINUE;
	}

}
