package io.peerconnect.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import io.peerconnect.torrent.LibrarySettings;
import io.peerconnect.torrent.Torrent;
import io.peerconnect.torrent.TorrentListener;
import io.peerconnect.torrent.TorrentStore;
import io.peerconnect.torrent.VideoRoute;
import io.peerconnect.torrent.WatchedTorrentLibrary;
import io.peerconnect.torrent.bt.BencodedMetainfo;

import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Makes the torrents of a folder as often as it is told to: a line in, the nanoseconds
 * out.
 */
final class LibraryHashing {

	private static final int STEP = 64 * 1024;

	private final Path videos;

	private final int count;

	private final int threads = Runtime.getRuntime().availableProcessors();

	private LibraryHashing(Path videos, int count) {
		this.videos = videos;
		this.count = count;
	}

	public static void main(String[] args) throws Exception {
		LibraryHashing hashing = new LibraryHashing(Path.of(args[0]).toRealPath(), Integer.parseInt(args[1]));
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			System.out.println(line.startsWith("sha1 ")
					? hashing.digestMemory(Long.parseLong(line.substring("sha1 ".length()))) : hashing.makeTorrents());
		}
	}

	/* From nothing, as when a site starts for the first time. */
	private long makeTorrents() throws IOException, InterruptedException {
		TorrentStore store = new TorrentStore(Files.createTempDirectory("hashing"), new BencodedMetainfo());
		store.checkWritable();
		CountDownLatch missing = new CountDownLatch(this.count);
		WatchedTorrentLibrary library = new WatchedTorrentLibrary(
				List.of(new VideoRoute("/videos", this.videos.toUri().toString(), this.videos, "**")),
				new PathMatchingResourcePatternResolver(), store, new LibrarySettings(Set.of("video"), Set.of(), 1, 1,
						Duration.ZERO, Duration.ofMinutes(10), this.threads),
				List.of(new Countdown(missing)), Clock.systemUTC());
		long start = System.nanoTime();
		library.start();
		missing.await();
		long nanos = System.nanoTime() - start;
		library.stop();
		return nanos;
	}

	/* What no program that uses this SHA-1 can beat: nothing is read. */
	private long digestMemory(long bytes) throws InterruptedException {
		List<Thread> workers = new ArrayList<>();
		long start = System.nanoTime();
		for (int i = 0; i < this.threads; i++) {
			Thread worker = new Thread(() -> digest(bytes / this.threads));
			worker.start();
			workers.add(worker);
		}
		for (Thread worker : workers) {
			worker.join();
		}
		return System.nanoTime() - start;
	}

	private static void digest(long bytes) {
		try {
			MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
			byte[] step = new byte[STEP];
			for (long done = 0; done < bytes; done += STEP) {
				sha1.update(step);
			}
			sha1.digest();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Countdown(CountDownLatch missing) implements TorrentListener {

		@Override
		public void added(Torrent torrent) {
			this.missing.countDown();
		}

		@Override
		public void removed(Torrent torrent) {
			throw new IllegalStateException(torrent + " went");
		}

	}

}
