package io.peerconnect.torrent;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that something changed in a folder, and not what: whoever hears of it looks at
 * all of them. That misses nothing when the operating system drops events.
 */
final class FolderWatcher implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(FolderWatcher.class);

	private final Runnable changed;

	private final @Nullable WatchService service;

	/** Guarded by this. */
	private final Map<Path, WatchKey> keys = new HashMap<>();

	/** Guarded by this. */
	private boolean full;

	/**
	 * Create a watcher and its thread.
	 * @param threads makes the thread
	 * @param changed called when something changed
	 */
	FolderWatcher(ThreadFactory threads, Runnable changed) {
		this.changed = changed;
		this.service = open();
		if (this.service != null) {
			WatchService opened = this.service;
			threads.newThread(() -> watch(opened)).start();
		}
	}

	private static @Nullable WatchService open() {
		try {
			return FileSystems.getDefault().newWatchService();
		}
		catch (IOException | UnsupportedOperationException ex) {
			logger.warn("Folders of videos cannot be watched ({}). Changes are found by the regular look at them",
					ex.getMessage());
			return null;
		}
	}

	/**
	 * Watch a folder, but not the folders in it.
	 * @param folder the folder
	 */
	synchronized void watch(Path folder) {
		WatchKey key = this.keys.get(folder);
		if (this.service == null || this.full || (key != null && key.isValid())) {
			return;
		}
		try {
			this.keys.put(folder, folder.register(this.service, StandardWatchEventKinds.ENTRY_CREATE,
					StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY));
		}
		catch (NoSuchFileException | NotDirectoryException ex) {
			// It went again; the folder above told of it.
		}
		catch (IOException ex) {
			// Most likely the limit of the operating system
			// (fs.inotify.max_user_watches).
			logger.warn("'{}' cannot be watched ({}). Changes there are found by the regular look at it", folder,
					ex.getMessage());
			this.full = true;
		}
		catch (ClosedWatchServiceException ex) {
			// The site shuts down.
		}
	}

	private void watch(WatchService opened) {
		try {
			while (true) {
				WatchKey key = opened.take();
				key.pollEvents();
				if (!key.reset()) {
					forget(key);
				}
				this.changed.run();
			}
		}
		catch (ClosedWatchServiceException ex) {
			// The site shuts down.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void forget(WatchKey key) {
		this.keys.values().remove(key);
	}

	@Override
	public void close() {
		if (this.service != null) {
			try {
				this.service.close();
			}
			catch (IOException ex) {
				logger.debug("Could not close the watch service", ex);
			}
		}
	}

}
