package io.peerconnect.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of others as a process of its own, which ends with the test.
 */
final class Program implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 60;

	private static final long GOODBYE_SECONDS = 10;

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Process process;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private final List<String> said = new ArrayList<>();

	private Program(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "reads " + process.pid());
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Start one of the programs in {@code node/}.
	 * @param script its name
	 * @param options what it is to do
	 * @return the program
	 */
	static Program node(String script, Map<String, Object> options) {
		return start(Path.of("node"), "node", script, JSON.writeValueAsString(options));
	}

	/**
	 * Start a program.
	 * @param folder where it works
	 * @param command its name and arguments
	 * @return the program
	 */
	static Program start(Path folder, String... command) {
		try {
			return new Program(new ProcessBuilder(command).directory(folder.toFile())
				.redirectErrorStream(!command[0].equals("node"))
				.redirectError(command[0].equals("node") ? Redirect.INHERIT : Redirect.PIPE)
				.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			reader.lines().forEach(this.lines::add);
		}
		catch (IOException | UncheckedIOException ex) {
			// The program was ended.
		}
	}

	/**
	 * Wait for the next event of a kind. What else the program says until then must not
	 * be an error.
	 * @param event the kind
	 * @return the event
	 */
	JsonNode await(String event) {
		while (true) {
			JsonNode next = JSON.readTree(next());
			if (next.path("event").asString().equals(event)) {
				return next;
			}
			assertThat(next.path("event").asString()).as("after %s", this.said).isNotIn("error", "warning");
		}
	}

	/**
	 * Wait for the next line.
	 * @return the line
	 */
	String next() {
		try {
			String line = this.lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
			assertThat(line).as("a line after %s", this.said).isNotNull();
			this.said.add(line);
			return line;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Tell the program to do something.
	 * @param line what it understands
	 */
	void tell(String line) {
		try {
			this.process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait until the program is done, which it must be without a complaint.
	 */
	void awaitEnd() {
		try {
			boolean ended = this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
			assertThat(ended ? this.process.exitValue() : -1).as("exit status; it said %s", this.lines).isZero();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		// Programs end with their input, once they put away the browsers they started.
		List<ProcessHandle> all = Stream.concat(this.process.descendants(), Stream.of(this.process.toHandle()))
			.toList();
		try {
			this.process.getOutputStream().close();
			this.process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS);
		}
		catch (IOException ex) {
			// It is gone.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		all.forEach(ProcessHandle::destroyForcibly);
		this.process.onExit().join();
	}

}
