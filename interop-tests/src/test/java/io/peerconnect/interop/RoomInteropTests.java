package io.peerconnect.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The room page in Chromium and Firefox, which reach each other directly.
 */
class RoomInteropTests {

	private static final String FILE = "film.bin";

	@TempDir
	private static Path folder;

	private static VideoSite site;

	@BeforeAll
	static void start() throws IOException {
		site = VideoSite.start(folder, "peerconnect.rooms.enabled=true");
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@ParameterizedTest
	@CsvSource({ "chrome, firefox", "firefox, chrome" })
	void fileGoesFromOneBrowserToAnother(String sender, String receiver) {
		try (Program host = visitor(sender, site.url("/peerconnect/rooms"), "offer",
				Map.of("name", FILE, "length", 3_000_000))) {
			JsonNode room = host.await("open");
			try (Program guest = visitor(receiver, room.get("link").asString(), "take", FILE)) {
				JsonNode received = guest.await("received");
				assertThat(received.get("sha256")).isEqualTo(room.get("sha256"));
				assertThat(received.get("path").asString()).isEqualTo("Direct");
			}
		}
	}

	private static Program visitor(String browser, String url, String task, Object what) {
		Map<String, Object> options = new HashMap<>(
				Map.of("browser", browser, "executable", executable(browser), "url", url));
		options.put(task, what);
		return Program.node("room.mjs", options);
	}

	private static String executable(String browser) {
		try {
			return Files.readString(Path.of(System.getProperty(browser + "-path-file"))).strip();
		}
		catch (IOException ex) {
			throw new IllegalStateException("The build did not locate " + browser, ex);
		}
	}

}
