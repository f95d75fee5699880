package io.peerconnect.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * A visitor in front of the room page, who does what is labelled there.
 */
final class RoomTab implements AutoCloseable {

	private static final double PATIENCE = 30_000;

	private final Visitor visitor;

	private RoomTab(Visitor visitor) {
		this.visitor = visitor;
	}

	static RoomTab open(Browser browser, String url, String... initScripts) {
		return open(browser, new NewContextOptions(), url, initScripts);
	}

	static RoomTab open(Browser browser, NewContextOptions options, String url, String... initScripts) {
		Visitor visitor = Visitor.with(browser, options.setAcceptDownloads(true), initScripts);
		visitor.page().setDefaultTimeout(PATIENCE);
		visitor.page().navigate(url);
		return new RoomTab(visitor);
	}

	/**
	 * Open the start page, and offer files in a room of this tab's own.
	 * @param browser the browser
	 * @param url address of the start page
	 * @param files what to offer
	 * @return the host's tab, in its room
	 */
	static RoomTab host(Browser browser, String url, Path... files) {
		RoomTab tab = open(browser, url);
		tab.choose("Choose files", files);
		tab.awaitTitle("Sharing");
		return tab;
	}

	/**
	 * Follow a link into a room, until there is somebody on the other end.
	 * @param browser the browser
	 * @param link the link
	 * @return the guest's tab
	 */
	static RoomTab guest(Browser browser, String link) {
		RoomTab tab = open(browser, link);
		tab.awaitTitle("Receiving");
		return tab;
	}

	/**
	 * Open the start page, and start a group.
	 * @param browser the browser
	 * @param url address of the start page
	 * @param name how to be called
	 * @return the host's tab
	 */
	static RoomTab group(Browser browser, String url, String name) {
		RoomTab tab = open(browser, url);
		tab.page().getByLabel("Your name, if you like").fill(name);
		tab.button("Start a group").click();
		tab.awaitTitle("Group");
		return tab;
	}

	/**
	 * Follow a link into a group.
	 * @param browser the browser
	 * @param link the link
	 * @param name how to be called
	 * @return the tab
	 */
	static RoomTab member(Browser browser, String link, String name) {
		RoomTab tab = open(browser, link);
		tab.awaitTitle("Group");
		tab.page().getByPlaceholder("Your name").fill(name);
		tab.page().getByPlaceholder("Your name").blur();
		return tab;
	}

	RoomTab choose(String button, Path... files) {
		FileChooser chooser = page().waitForFileChooser(() -> button(button).click());
		chooser.setFiles(files);
		return this;
	}

	/**
	 * Let go of files over the page.
	 * @param names their names
	 * @return this tab
	 */
	RoomTab drop(String... names) {
		page().evaluate(
				"""
						(names) => {
							const transfer = new DataTransfer();
							names.forEach((name) => transfer.items.add(new File([name], name, { lastModified: 1 })));
							for (const type of ["dragenter", "dragover", "drop"]) {
								document.body.dispatchEvent(
									new DragEvent(type, { dataTransfer: transfer, bubbles: true, composed: true, cancelable: true }));
							}
						}
						""",
				List.of(names));
		return this;
	}

	RoomTab paste(String name) {
		page().evaluate(
				"""
						(name) => {
							const clipboardData = new DataTransfer();
							clipboardData.items.add(new File([name], name, { lastModified: 1 }));
							document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
						}
						""",
				name);
		return this;
	}

	Page page() {
		return this.visitor.page();
	}

	Visitor visitor() {
		return this.visitor;
	}

	String link() {
		return page().getByLabel("Link", new Page.GetByLabelOptions().setExact(true)).inputValue();
	}

	/**
	 * Return the short code as people would type it.
	 * @return the code
	 */
	String code() {
		assertThat(page().locator(".code-text")).isVisible(new IsVisibleOptions().setTimeout(PATIENCE));
		return String.join("-", page().locator(".code-text span").allInnerTexts());
	}

	RoomTab enter(String code) {
		page().getByLabel("Code").fill(code);
		button("Receive").click();
		return this;
	}

	/**
	 * Accept what somebody offers.
	 */
	RoomTab accept(String name) {
		page().getByRole(AriaRole.GROUP, new GetByRoleOptions().setName(name + " offers"))
			.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept"))
			.click();
		return this;
	}

	Locator button(String name) {
		return page().getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
	}

	Locator title() {
		return page().locator("h1");
	}

	/**
	 * Return the row of a file or folder.
	 * @param name the name
	 * @return the row
	 */
	Locator file(String name) {
		return page().locator(".file", new Page.LocatorOptions().setHas(page().getByText(name))).last();
	}

	Locator person(String name) {
		return page().locator(".person", new Page.LocatorOptions().setHasText(name));
	}

	RoomTab awaitTitle(String beginning) {
		assertThat(title()).containsText(beginning, timeout());
		return this;
	}

	RoomTab awaitFile(String name, String text) {
		assertThat(file(name)).containsText(text, timeout());
		return this;
	}

	RoomTab awaitPerson(String name, String text) {
		assertThat(person(name)).containsText(text, timeout());
		return this;
	}

	RoomTab awaitText(String text) {
		assertThat(page().locator("peerconnect-room")).containsText(text, timeout());
		return this;
	}

	/**
	 * Download one file, and wait until it is there.
	 * @param name the name
	 * @return this tab
	 */
	RoomTab download(String name) {
		button("Download " + name).click();
		return awaitFile(name, "Received");
	}

	/**
	 * Save a file that is there.
	 * @param name the name
	 * @return what the browser wrote to the disk
	 */
	byte[] save(String name) {
		Download download = page().waitForDownload(() -> button("Save " + name).click());
		try {
			return Files.readAllBytes(download.path());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.visitor.close();
	}

	private static ContainsTextOptions timeout() {
		return new ContainsTextOptions().setTimeout(PATIENCE);
	}

}
