package io.peerconnect.signaling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds 10,000 sessions, and prints what one costs. To see the figure of a tuned
 * container, run this class alone with
 * {@code -DargLine=-Dpeerconnect.signaling.tune-container=true}.
 */
class IdleSessionsTests {

	private static final int COUNT = 10_000;

	@Test
	void tenThousandIdleSessionsFitAndTheServerStillAnswers() throws Exception {
		// These clients read no pings: on a busy machine the first would be closed before
		// the
		// last has come.
		try (TestSite site = TestSite.start("server.tomcat.max-connections=12000", "peerconnect.signaling.heartbeat=1h",
				"peerconnect.signaling.max-sessions-per-address=11000",
				"peerconnect.signaling.messages-per-second-per-address=100000")) {
			Process warmUp = startClients(site, 200);
			stop(warmUp);
			long before = usedHeap();
			Process clients = startClients(site, COUNT);
			try (TestPeer alice = TestPeer.welcomed(site)) {
				long perSession = (usedHeap() - before) / COUNT;
				System.out.println("Heap per idle session: " + perSession + " bytes");
				assertThat(site.matchmaker().present()).hasSizeGreaterThan(COUNT);
				assertThat(perSession).isBetween(1_000L, 80_000L);
				alice.sync();
			}
			finally {
				stop(clients);
			}
		}
	}

	private static Process startClients(TestSite site, int count) throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				IdleClients.class.getName(), String.valueOf(site.port()), String.valueOf(count))
			.redirectError(Redirect.INHERIT)
			.start();
		BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		assertThat(output.readLine()).isEqualTo("ready");
		return process;
	}

	private static void stop(Process process) throws Exception {
		process.getOutputStream().close();
		process.waitFor();
	}

	private static long usedHeap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
