package io.peerconnect.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page around rooms: in a page of the site's own, where browsers offer too little,
 * and for those who use no mouse.
 */
@ExtendWith(Chromium.class)
class RoomPageTests {

	@TempDir
	private static Path folder;

	private static PhotoSite site;

	private static Path notes;

	@BeforeAll
	static void start() throws IOException {
		site = PhotoSite.startWithUsualDeadlines(folder, "peerconnect.rooms.enabled=true", "server.address=0.0.0.0",
				"server.servlet.context-path=/shop");
		notes = RoomFiles.write(folder, "notes.txt", 5_000);
		PhotoSite.page(folder, "share.html", """
				<h1>Our shop</h1>
				<peerconnect-room kind="send"></peerconnect-room>
				<script type="module" src="/shop/peerconnect/rooms.js"></script>
				""");
		PhotoSite.page(folder, "coloured.html", """
				<style>
					:root { --ink: rgb(1 2 3); }
					peerconnect-room { --peerconnect-color: var(--ink); }
				</style>
				<peerconnect-room></peerconnect-room>
				<script type="module" src="/shop/peerconnect/rooms.js"></script>
				""");
		PhotoSite.page(folder, "german.html", """
				<peerconnect-room lang="de"></peerconnect-room>
				<script type="module">
				import { ENGLISH } from "/shop/peerconnect/rooms.js";
				const room = document.querySelector("peerconnect-room");
				const parent = room.parentNode;
				room.remove();
				room.texts = { de: { ...ENGLISH, home: { ...ENGLISH.home, title: "Dateien senden" } } };
				parent.append(room);
				</script>
				""");
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	private static String url() {
		return site.url("/shop/peerconnect/rooms");
	}

	@Test
	void elementWorksInAPageOfTheSite(Browser browser) {
		try (RoomTab host = RoomTab.open(browser, site.url("/shop/share.html?from=mail"))) {
			assertThat(host.button("Start a group")).hasCount(0);
			host.page()
				.evaluate(
						"""
								window.states = [];
								document.querySelector("peerconnect-room").addEventListener("statechange", ({ detail }) => states.push(detail.state));
								""");
			host.choose("Choose files", notes);
			host.awaitText("Sharing 1 file");
			assertThat(host.link()).matches(".*/shop/share\\.html\\?from=mail#room=[\\w-]{22}\\.[\\w-]{22}");
			assertThat(host.page().evaluate("states")).asString().contains("connecting").contains("room");
			assertThat(host.page().evaluate("document.querySelector('peerconnect-room').link")).isEqualTo(host.link());
			try (RoomTab guest = RoomTab.open(browser, host.link())) {
				guest.awaitText("Receiving");
				assertThat(guest.download("notes.txt").save("notes.txt")).isEqualTo(RoomFiles.read(notes));
			}
		}
	}

	@Test
	void elementTakesColoursOfTheSiteWhateverTheyAreCalledThere(Browser browser) {
		try (RoomTab tab = RoomTab.open(browser, site.url("/shop/coloured.html"))) {
			tab.awaitText("Choose files");
			Locator card = tab.page().locator(".card").first();
			assertThat(card).hasCSS("color", "rgb(1, 2, 3)");
			// It was 0 where the site had an --ink, too: the two names made a circle.
			assertThat(card).hasCSS("border-top-width", "1px");
		}
	}

	@Test
	void siteBringsItsOwnTexts(Browser browser) {
		try (RoomTab tab = RoomTab.open(browser, site.url("/shop/german.html"))) {
			tab.awaitText("Dateien senden");
		}
	}

	@Test
	void siteOffersFilesByScript(Browser browser) {
		try (RoomTab host = RoomTab.open(browser, site.url("/shop/share.html"))) {
			host.awaitText("Drop files");
			host.page().evaluate("""
					document.querySelector("peerconnect-room").offer([new File(["made here"], "made.txt")])
					""");
			host.awaitText("Sharing 1 file");
			assertThat(host.page().locator(".file")).containsText("made.txt");
		}
	}

	@Test
	void plainHttpIsToldApartFromHttpsAndNamesTheWayOn(Browser browser) throws IOException {
		String address = otherAddress();
		Assumptions.assumeTrue(address != null, "This machine has no address but the loopback");
		String plain = url().replace("localhost", address);
		try (RoomTab tab = RoomTab.open(browser, plain)) {
			tab.awaitTitle("This page needs https");
			tab.awaitText("nothing can be sent or received here");
			assertThat(tab.page().getByText("Open with https")).hasAttribute("href", plain.replace("http:", "https:"));
			assertThat(tab.visitor().errors()).isEmpty();
		}
	}

	@Test
	void browserWithoutWhatIsNeededIsTold(Browser browser) {
		try (RoomTab tab = RoomTab.open(browser, url(), "delete window.WebSocket;")) {
			tab.awaitTitle("This browser cannot do it");
		}
	}

	@Test
	void siteThatDoesNotAnswerIsToldAndTriedAgain(Browser browser) {
		try (RoomTab tab = RoomTab.open(browser, url())) {
			tab.awaitTitle("Send files");
			tab.visitor().context().route("**/token", (route) -> route.abort());
			tab.choose("Choose files", notes).awaitTitle("Contacting the site");
			tab.awaitTitle("The site does not answer");
			tab.visitor().context().unroute("**/token");
			tab.button("Try again").click();
			tab.awaitTitle("Sharing");
		}
	}

	@Test
	void pageHasAStrictPolicyAndSendsNoReferrer(Browser browser) {
		try (Visitor visitor = Visitor.with(browser)) {
			Response response = visitor.page().navigate(url());
			assertThat(response.headerValue("referrer-policy")).isEqualTo("no-referrer");
			assertThat(response.headerValue("content-security-policy")).contains("default-src 'none'")
				.contains("script-src 'self';")
				.doesNotContain("unsafe");
			assertThat(visitor.errors()).isEmpty();
		}
	}

	@Test
	void everythingIsDoneWithTheKeyboard(Browser browser) {
		try (RoomTab host = RoomTab.host(browser, url(), notes); RoomTab guest = RoomTab.open(browser, host.link())) {
			guest.awaitTitle("Receiving");
			assertThat(guest.title()).isFocused();
			assertThat(host.title()).isFocused();
			press(guest, "Download notes.txt");
			guest.awaitFile("notes.txt", "Received");
			press(guest, "View notes.txt");
			assertThat(guest.page().locator("dialog")).isVisible();
			assertThat(guest.button("Close")).isFocused();
			guest.page().keyboard().press("Enter");
			assertThat(guest.page().locator("dialog")).isHidden();
			assertThat(guest.button("View notes.txt")).isFocused();
			assertThat(guest.page().locator("[role=status][aria-live]")).containsText("notes.txt received");
		}
	}

	@Test
	void keyboardIsNotLostWhenWhatItWasOnIsGone(Browser browser) {
		Path more = RoomFiles.write(folder, "more.txt", 100);
		try (RoomTab host = RoomTab.host(browser, url(), notes, more);
				RoomTab guest = RoomTab.guest(browser, host.link())) {
			guest.download("notes.txt");
			host.button("Stop offering notes.txt").focus();
			host.page().keyboard().press("Enter");
			assertThat(host.button("Stop offering more.txt")).isFocused();

			guest.button("Leave").focus();
			guest.page().keyboard().press("Enter");
			assertThat(guest.button("Keep going")).isFocused();
			guest.page().keyboard().press("Escape");
			assertThat(guest.page().getByRole(AriaRole.ALERTDIALOG)).hasCount(0);
			assertThat(guest.button("Leave")).isFocused();
		}
	}

	@Test
	void pageIsALandmarkAndItsTitleSaysWhereTheVisitorIs(Browser browser) {
		try (RoomTab host = RoomTab.host(browser, url(), notes)) {
			assertThat(host.page().getByRole(AriaRole.MAIN)).containsText("Sharing 1 file");
			assertThat(host.page()).hasTitle("Sharing 1 file");
			host.button("Stop sharing").click();
			host.awaitTitle("Send files");
			assertThat(host.page()).hasTitle("Send files, browser to browser");
		}
	}

	@Test
	void publicListIsOffUnlessTheSiteWantsIt(Browser browser) {
		try (RoomTab tab = RoomTab.open(browser, url())) {
			assertThat(tab.button("Start a group")).isVisible();
			assertThat(tab.page().locator("peerconnect-room")).not().containsText("Open rooms on this site");
			assertThat(tab.page().getByLabel("Show it to everybody")).hasCount(0);
		}
	}

	@Test
	void nothingMovesForThoseWhoWantItStill(Browser browser) {
		NewContextOptions still = new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE);
		try (RoomTab tab = RoomTab.open(browser, still, url())) {
			Route[] held = new Route[1];
			tab.page().route("**/token", (route) -> held[0] = route);
			tab.choose("Choose files", notes).awaitTitle("Contacting the site");
			assertThat(tab.page().evaluate("""
					document.querySelector("peerconnect-room").shadowRoot.getAnimations({ subtree: true }).length
					""")).isEqualTo(0);
			tab.page().waitForCondition(() -> held[0] != null);
			held[0].abort();
		}
	}

	@Test
	void pageFitsAPhone(Browser browser) {
		NewContextOptions phone = new NewContextOptions().setViewportSize(360, 740);
		try (RoomTab host = RoomTab.open(browser, phone, url())) {
			assertThat(isTooWide(host)).isFalse();
			host.choose("Choose files", RoomFiles.write(folder, "a-very-long-name-".repeat(10) + ".txt", 10))
				.awaitTitle("Sharing");
			host.code();
			assertThat(isTooWide(host)).isFalse();
			try (RoomTab guest = RoomTab.open(browser, new NewContextOptions().setViewportSize(360, 740),
					host.link())) {
				guest.awaitTitle("Receiving");
				assertThat(isTooWide(guest)).isFalse();
			}
		}
	}

	private static boolean isTooWide(RoomTab tab) {
		return (boolean) tab.page().evaluate("document.documentElement.scrollWidth > innerWidth");
	}

	private static void press(RoomTab tab, String button) {
		for (int i = 0; i < 30; i++) {
			tab.page().keyboard().press("Tab");
			Object label = tab.page().evaluate("""
					document.querySelector("peerconnect-room").shadowRoot.activeElement?.ariaLabel
					""");
			if (button.equals(label)) {
				tab.page().keyboard().press("Enter");
				return;
			}
		}
		throw new AssertionError("'" + button + "' cannot be reached with the keyboard");
	}

	private static @Nullable String otherAddress() throws IOException {
		return NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((it) -> !it.isLoopbackAddress() && it.getAddress().length == 4)
			.map(InetAddress::getHostAddress)
			.findFirst()
			.orElse(null);
	}

}
