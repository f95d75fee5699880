package io.peerconnect.browser;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForFunctionOptions;
import org.jspecify.annotations.Nullable;

/**
 * One tab in the harness of rooms: a member of the only room of its browser context.
 */
final class HarnessTab {

	private static final String HOST = "alice";

	private final Page page;

	private final String name;

	private HarnessTab(Page page, String name) {
		this.page = page;
		this.name = name;
	}

	/**
	 * Let a member enter the room whose host is Alice.
	 * @param context the browser context, which is the room
	 * @param site the site that serves the harness
	 * @param name the member's name
	 * @return the member's tab
	 */
	static HarnessTab join(BrowserContext context, HarnessSite site, String name) {
		Page page = context.newPage();
		page.navigate(site.url());
		return new HarnessTab(page, name).join();
	}

	/**
	 * Reload the page, and enter the room again.
	 */
	void reload() {
		this.page.reload();
		join();
	}

	void await(String condition, int seconds) {
		await(condition, null, seconds);
	}

	private HarnessTab join() {
		this.page.evaluate("([name, host]) => harness.join(name, host)", List.of(this.name, HOST));
		return this;
	}

	void offerGenerated(String file, long size) {
		this.page.evaluate("([file, size]) => harness.offerGenerated(file, size)", List.of(file, (double) size));
	}

	void awaitListed(int files) {
		await("(files) => harness.listed() === files", files, 30);
	}

	void downloadAll() {
		this.page.evaluate("() => harness.downloadAll()");
	}

	void awaitBytes(long bytes) {
		await("(bytes) => harness.bytes() >= bytes", (double) bytes, 60);
	}

	void awaitState(String state, int seconds) {
		await("(state) => harness.downloads().every((it) => it.state === state)", state, seconds);
	}

	void await(String condition, @Nullable Object argument, int seconds) {
		this.page.waitForFunction(condition, argument,
				new WaitForFunctionOptions().setPollingInterval(50).setTimeout(seconds * 1000.0));
	}

	/**
	 * Return what the tab says of its only download.
	 * @return the components of the download
	 */
	@SuppressWarnings("unchecked")
	Map<String, Object> download() {
		return ((List<Map<String, Object>>) this.page.evaluate("() => harness.downloads()")).get(0);
	}

	/**
	 * Whether all that was received is what {@code offerGenerated} offered.
	 * @return whether it is
	 */
	boolean isIntact() {
		return (boolean) this.page.evaluate("() => harness.isIntact()");
	}

	/**
	 * Return how many bytes of files this tab has sent.
	 * @return the number of bytes
	 */
	long sent() {
		return ((Number) this.page.evaluate("() => harness.transfers.stats.sent")).longValue();
	}

	@SuppressWarnings("unchecked")
	List<String> strings(String expression) {
		return (List<String>) this.page.evaluate(expression);
	}

	Page page() {
		return this.page;
	}

}
