package io.peerconnect.browser;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForFunctionOptions;
import com.microsoft.playwright.TimeoutError;
import org.jspecify.annotations.Nullable;

/**
 * A visitor who watches the first video of a page.
 */
final class Viewer implements AutoCloseable {

	private static final String RECORDER = """
			window.watched = { video: [], piece: [], media: [] };
			document.addEventListener("peerconnect", () => {
				for (const type of ["video", "piece"]) {
					window.peerconnect.addEventListener(type, (event) => watched[type].push({ ...event.detail }));
				}
			});
			for (const type of ["loadstart", "loadedmetadata", "canplay", "play", "playing", "waiting", "seeking", "seeked",
					"emptied", "abort", "error", "ended"]) {
				document.addEventListener(type, ({ target }) => {
					if (target instanceof HTMLMediaElement) watched.media.push(type);
				}, true);
			}
			""";

	private static final String MEDIA = "document.querySelector('video,audio')";

	private static final double PATIENCE = 60_000;

	private final Visitor visitor;

	private Viewer(Visitor visitor) {
		this.visitor = visitor;
	}

	static Viewer with(Browser browser, String... initScripts) {
		return with(browser, new NewContextOptions(), initScripts);
	}

	static Viewer with(Browser browser, NewContextOptions options, String... initScripts) {
		Viewer viewer = new Viewer(Visitor.with(browser, options, initScripts));
		viewer.visitor.context().addInitScript(RECORDER);
		return viewer;
	}

	Viewer open(String url) {
		this.visitor.open(url);
		return this;
	}

	/**
	 * Wait until the video was played up to a moment, and goes on.
	 * @param seconds the moment
	 * @return this viewer
	 */
	Viewer awaitPlayed(double seconds) {
		return await(MEDIA + "?.currentTime >= " + seconds + " && !" + MEDIA + ".seeking");
	}

	Viewer awaitEnd() {
		return await(MEDIA + "?.ended");
	}

	/**
	 * Wait until the video is in a state of ours.
	 * @param state the state
	 * @return this viewer
	 */
	Viewer awaitState(String state) {
		return await("window.peerconnect?.videos()[0]?.state === '" + state + "'");
	}

	Viewer awaitPeers(int peers) {
		return await("window.peerconnect?.videos()[0]?.peers === " + peers);
	}

	/**
	 * Wait until this viewer counts as one who holds something and shares it.
	 * @return this viewer
	 */
	Viewer awaitHeld() {
		return await("window.peerconnect?.videos()[0]?.held > 0");
	}

	Viewer await(String condition) {
		try {
			page().waitForFunction("() => " + condition, null, new WaitForFunctionOptions().setTimeout(PATIENCE));
			return this;
		}
		catch (TimeoutError ex) {
			throw new AssertionError(condition + " did not come true: "
					+ evaluate(
							"""
									JSON.stringify([%s?.currentTime, window.peerconnect?.videos(), window.peerconnect?.stats(), watched.media])
									"""
								.formatted(MEDIA)),
					ex);
		}
	}

	/**
	 * Play so much faster from now on.
	 * @param rate the playback rate
	 * @return this viewer
	 */
	Viewer speedUp(int rate) {
		page().evaluate("(rate) => { " + MEDIA + ".playbackRate = rate; }", rate);
		return this;
	}

	Viewer seek(double seconds) {
		page().evaluate("(seconds) => { " + MEDIA + ".currentTime = seconds; }", seconds);
		return this;
	}

	Viewer play() {
		page().evaluate(MEDIA + ".play()");
		return this;
	}

	Page page() {
		return this.visitor.page();
	}

	Visitor visitor() {
		return this.visitor;
	}

	Object evaluate(String expression) {
		return page().evaluate(expression);
	}

	/**
	 * Return whether our worker answers for the video.
	 * @return whether it was taken over
	 */
	boolean isTakenOver() {
		return (boolean) page().evaluate(MEDIA + ".crossOrigin === 'use-credentials'");
	}

	@SuppressWarnings("unchecked")
	List<String> mediaEvents() {
		return (List<String>) page().evaluate("watched.media");
	}

	@SuppressWarnings("unchecked")
	List<Map<String, Object>> states() {
		return (List<Map<String, Object>>) page().evaluate("watched.video");
	}

	/**
	 * Return how many pieces came from somewhere.
	 * @param source {@code origin}, {@code peer} or {@code cache}
	 * @return the number of pieces
	 */
	int piecesFrom(String source) {
		return (int) page().evaluate("(source) => watched.piece.filter((it) => it.source === source).length", source);
	}

	/**
	 * Return a number of the statistics.
	 * @param name its name
	 * @return its value
	 */
	long stat(String name) {
		return ((Number) page().evaluate("(name) => window.peerconnect.videos()[0][name]", name)).longValue();
	}

	@Nullable Object error() {
		return page().evaluate(MEDIA + ".error?.message");
	}

	@Override
	public void close() {
		this.visitor.close();
	}

}
