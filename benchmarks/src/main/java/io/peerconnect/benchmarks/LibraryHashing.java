package io.peerconnect.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
import java.util.function.IntConsumer;
import java.util.stream.Stream;

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

	private final List<Path> files;

	private final long bytes;

	private final int threads = Runtime.getRuntime().availableProcessors();

	private LibraryHashing(Path videos) throws IOException {
		this.videos = videos;
		try (Stream<Path> listing = Files.list(videos)) {
			this.files = listing.sorted().toList();
		}
		long sum = 0;
		for (Path file : this.files) {
			sum += Files.size(file);
		}
		this.bytes = sum;
	}

	public static void main(String[] args) throws Exception {
		LibraryHashing hashing = new LibraryHashing(Path.of(args[0]).toRealPath());
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			System.out.println(hashing.measure(line));
		}
	}

	private long measure(String what) throws IOException, InterruptedException {
		if (what.equals("torrents")) {
			return makeTorrents();
		}
		return onAllCores(what.equals("read") ? this::digestFiles : this::digestMemory);
	}

	/* From nothing, as when a site starts for the first time. */
	private long makeTorrents() throws IOException, InterruptedException {
		TorrentStore store = new TorrentStore(Files.createTempDirectory("hashing"), new BencodedMetainfo());
		store.checkWritable();
		CountDownLatch missing = new CountDownLatch(this.files.size());
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

	private long onAllCores(IntConsumer work) throws InterruptedException {
		List<Thread> workers = new ArrayList<>();
		long start = System.nanoTime();
		for (int i = 0; i < this.threads; i++) {
			int number = i;
			Thread worker = new Thread(() -> work.accept(number));
			worker.start();
			workers.add(worker);
		}
		for (Thread worker : workers) {
			worker.join();
		}
		return System.nanoTime() - start;
	}

	/*
	 * The least that has to be done: each thread reads its share of each file, and
	 * digests it.
	 */
	private void digestFiles(int thread) {
		ByteBuffer step = ByteBuffer.allocate(STEP);
		for (Path file : this.files) {
			try (FileChannel channel = FileChannel.open(file)) {
				MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
				long share = channel.size() / this.threads;
				for (long position = thread * share; position < (thread + 1) * share; position += step.position()) {
					channel.read(step.clear(), position);
					sha1.update(step.array(), 0, step.position());
				}
				sha1.digest();
			}
			catch (IOException | NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	/* What no program that uses this SHA-1 can beat: nothing is read. */
	private void digestMemory(int thread) {
		try {
			MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
			byte[] step = new byte[STEP];
			for (long done = 0; done < this.bytes / this.threads; done += STEP) {
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
