package io.peerconnect.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.BrowserType.LaunchPersistentContextOptions;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the one Chromium of a test run to the tests that ask for a {@link Browser}, and
 * what starts others to those that ask for {@link Profiles}.
 */
class Chromium implements ParameterResolver {

	private static final List<String> ARGUMENTS = List.of("--headless=new", "--no-sandbox", "--disable-gpu",
			"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
			"--disable-sync", "--autoplay-policy=no-user-gesture-required");

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		return type == Browser.class || type == Profiles.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Running running = context.getRoot()
			.getStore(Namespace.create(Chromium.class))
			.computeIfAbsent(Running.class, (key) -> Running.launch(), Running.class);
		if (parameter.getParameter().getType() == Browser.class) {
			return running.browser();
		}
		Profiles profiles = running::open;
		return profiles;
	}

	/**
	 * Starts browsers with a profile on the disk. The contexts of the shared browser are
	 * private windows, which keep files of a site in memory.
	 */
	interface Profiles {

		/**
		 * Start a browser.
		 * @param folder where the profile is; a new one is made in an empty folder
		 * @return its only context, which ends it when closed
		 */
		BrowserContext open(Path folder);

	}

	private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

		static Running launch() {
			Playwright playwright = Playwright.create();
			return new Running(playwright, playwright.chromium()
				.launch(new LaunchOptions().setExecutablePath(executable()).setHeadless(true).setArgs(ARGUMENTS)));
		}

		BrowserContext open(Path folder) {
			return this.playwright.chromium()
				.launchPersistentContext(folder,
						new LaunchPersistentContextOptions().setExecutablePath(executable())
							.setHeadless(true)
							.setArgs(ARGUMENTS));
		}

		private static Path executable() {
			try {
				return Path.of(Files.readString(Path.of(System.getProperty("chromium-path-file"))).strip());
			}
			catch (IOException ex) {
				throw new IllegalStateException("The build did not locate a Chromium; run build/chromium.sh to see why",
						ex);
			}
		}

		@Override
		public void close() {
			this.browser.close();
			this.playwright.close();
		}

	}

}
