package io.peerconnect.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Watches how much memory all processes of the browser take together, files that they
 * mapped left aside.
 */
final class ChromiumMemory implements AutoCloseable {

	private static final long SAMPLE_MS = 200;

	private final long before = now();

	private final AtomicLong peak = new AtomicLong(this.before);

	private final Thread thread = new Thread(this::watch, "chromium-memory");

	private ChromiumMemory() {
	}

	static ChromiumMemory watching() {
		ChromiumMemory memory = new ChromiumMemory();
		memory.thread.setDaemon(true);
		memory.thread.start();
		return memory;
	}

	/**
	 * Return how much more it was at most than at the beginning.
	 * @return the growth in bytes
	 */
	long growth() {
		return this.peak.get() - this.before;
	}

	private void watch() {
		try {
			while (!Thread.currentThread().isInterrupted()) {
				this.peak.accumulateAndGet(now(), Math::max);
				Thread.sleep(SAMPLE_MS);
			}
		}
		catch (InterruptedException ex) {
			// The test is over.
		}
	}

	private static long now() {
		return ProcessHandle.current().descendants().mapToLong((process) -> residentBytes(process.pid())).sum();
	}

	private static long residentBytes(long pid) {
		try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
			return lines.filter((line) -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
				.sum();
		}
		catch (IOException ex) {
			// It ended while we looked.
			return 0;
		}
	}

	@Override
	public void close() {
		this.thread.interrupt();
	}

}
