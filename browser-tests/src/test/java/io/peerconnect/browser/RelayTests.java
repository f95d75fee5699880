package io.peerconnect.browser;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With {@code peerconnect.ice.policy=relay} visitors meet through the TURN server alone
 * and do not learn each other's address.
 */
@ExtendWith(Chromium.class)
class RelayTests {

	private static final String[] PHOTOS = { "1.jpg", "2.jpg", "3.jpg" };

	private static final String SECRET = "a secret that is long enough";

	/** Keeps the connections, to look into them. */
	private static final String KEEP_CONNECTIONS = """
			window.kept = [];
			window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
				construct(target, args) { const made = new target(...args); kept.push(made); return made; },
			});
			""";

	/** What kind the ends of the connections in use are of. */
	private static final String CANDIDATE_TYPES = """
			async () => {
				const types = new Set();
				for (const connection of kept) {
					const stats = await connection.getStats();
					for (const pair of stats.values()) {
						if (pair.type !== "candidate-pair" || pair.state !== "succeeded") continue;
						types.add(stats.get(pair.localCandidateId).candidateType);
						types.add(stats.get(pair.remoteCandidateId).candidateType);
					}
				}
				return [...types];
			}
			""";

	@TempDir
	private Path folder;

	@BeforeEach
	void gallery() {
		PhotoSite.gallery(this.folder, "index.html", PHOTOS.length);
	}

	@Test
	@SuppressWarnings("unchecked")
	void visitorsMeetThroughTheTurnServerAndLearnNoAddress(Browser browser) {
		try (TurnServer turn = TurnServer.start(SECRET);
				PhotoSite site = site(turn.url());
				Visitor alice = Visitor.with(browser, KEEP_CONNECTIONS);
				Visitor bob = Visitor.with(browser, KEEP_CONNECTIONS)) {
			StringBuilder frames = new StringBuilder();
			bob.page()
				.onWebSocket((socket) -> socket.onFrameReceived(
						(frame) -> frames.append(new String(frame.binary(), StandardCharsets.UTF_8)).append('\n')));
			alice.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);
			site.originLog().clear();

			bob.visit(site.url("/")).awaitOffloads(PHOTOS.length);

			assertThat(bob.digests()).isEqualTo(alice.digests());
			assertThat(site.originLog().all()).isEmpty();
			assertThat((List<String>) bob.page().evaluate(CANDIDATE_TYPES)).containsExactly("relay");
			assertThat(frames.toString()).contains("\"answer\"", "typ relay")
				.doesNotContain("typ host", "typ srflx", "typ prflx");
		}
	}

	@Test
	void withoutATurnServerThatAnswersNobodyMeets(Browser browser) {
		try (PhotoSite site = site("turn:127.0.0.1:9");
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);

			bob.visit(site.url("/"));

			assertThat(bob.digests()).isEqualTo(alice.digests());
			assertThat(bob.offloadsFrom("peer", "mixed")).isZero();
		}
	}

	private PhotoSite site(String turnUrl) {
		return PhotoSite.start(this.folder, "peerconnect.ice.policy=relay",
				"peerconnect.ice.servers[0].urls=" + turnUrl, "peerconnect.ice.turn-secret=" + SECRET);
	}

}
