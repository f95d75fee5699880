package io.peerconnect.browser;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.Page.WaitForFunctionOptions;
import com.microsoft.playwright.options.WaitUntilState;

/**
 * One visitor: a browser context of its own, with nothing cached, and one tab.
 */
final class Visitor implements AutoCloseable {

	private static final String RECORDER = """
			window.recorded = { offload: [], fallback: [], errors: [], connections: 0 };
			window.addEventListener("error", (event) => recorded.errors.push(String(event.message ?? event.target?.src)), true);
			window.addEventListener("unhandledrejection", (event) => recorded.errors.push(String(event.reason)));
			if (window.RTCPeerConnection) {
				window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
					construct(target, args) { recorded.connections++; return new target(...args); },
				});
			}
			let api;
			Object.defineProperty(window, "peerconnect", {
				configurable: true,
				get: () => api,
				set: (value) => {
					api = value;
					for (const type of ["offload", "fallback"]) {
						api.addEventListener(type, (event) => recorded[type].push({ ...event.detail }));
					}
				},
			});
			""";

	private static final String ALL_LOADED = """
			() => [...document.images].every((img) => img.complete && img.naturalWidth > 0)
			""";

	private static final String DIGESTS = """
			async () => {
				const digests = {};
				for (const img of document.images) {
					const response = await fetch(img.currentSrc, { cache: "force-cache" });
					const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
					digests[img.alt] = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
				}
				return digests;
			}
			""";

	private final BrowserContext context;

	private final Page page;

	private Visitor(BrowserContext context) {
		this.context = context;
		this.page = context.newPage();
	}

	static Visitor with(Browser browser, String... initScripts) {
		return with(browser, new NewContextOptions(), initScripts);
	}

	static Visitor with(Browser browser, NewContextOptions options, String... initScripts) {
		BrowserContext context = browser.newContext(options);
		for (String script : initScripts) {
			context.addInitScript(script);
		}
		context.addInitScript(RECORDER);
		return new Visitor(context);
	}

	/**
	 * Open a page without waiting for what is in it.
	 * @param url the address of the page
	 * @return this visitor
	 */
	Visitor open(String url) {
		this.page.navigate(url, new NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
		return this;
	}

	/**
	 * Wait until every picture of the page is there.
	 * @return this visitor
	 */
	Visitor awaitImages() {
		this.page.waitForLoadState();
		this.page.waitForFunction(ALL_LOADED, null, new WaitForFunctionOptions().setTimeout(30_000));
		return this;
	}

	Visitor visit(String url) {
		return open(url).awaitImages();
	}

	/**
	 * Wait until the client took part in the page to its end: its bytes are accounted
	 * for.
	 * @param offloads how many pictures came from elsewhere than the origin
	 * @return this visitor
	 */
	Visitor awaitOffloads(int offloads) {
		this.page.waitForFunction("(count) => recorded.offload.length >= count", offloads,
				new WaitForFunctionOptions().setTimeout(30_000));
		return this;
	}

	Page page() {
		return this.page;
	}

	BrowserContext context() {
		return this.context;
	}

	/**
	 * Return the digests of the pictures as they are shown.
	 * @return SHA-256 in hexadecimal by {@code alt}
	 */
	@SuppressWarnings("unchecked")
	Map<String, String> digests() {
		return (Map<String, String>) this.page.evaluate(DIGESTS);
	}

	/**
	 * Return how many connections the page opened or tried to.
	 * @return the number of {@code RTCPeerConnection}s made
	 */
	int connections() {
		return (int) this.page.evaluate("recorded.connections");
	}

	@SuppressWarnings("unchecked")
	List<Map<String, Object>> offloads() {
		return (List<Map<String, Object>>) this.page.evaluate("recorded.offload");
	}

	@SuppressWarnings("unchecked")
	List<Map<String, Object>> fallbacks() {
		return (List<Map<String, Object>>) this.page.evaluate("recorded.fallback");
	}

	@SuppressWarnings("unchecked")
	List<String> errors() {
		return (List<String>) this.page.evaluate("recorded.errors");
	}

	long offloadsFrom(String... sources) {
		return offloads().stream().filter((offload) -> List.of(sources).contains(offload.get("source"))).count();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
