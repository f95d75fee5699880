package io.peerconnect.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

import org.springframework.util.Assert;

/**
 * The scripts that the client jar brings, ready to be served.
 *
 * @param client the client, loaded by every page
 * @param bootstrap the script that stands in every page
 * @param worker the Service Worker
 * @param mark the script that stands in every page of a site with videos
 * @param video what pages with videos load
 * @param player what they load to exchange pieces of a video
 */
public record ClientScripts(Script client, String bootstrap, Script worker, String mark, Script video, Script player) {

	private static final String FOLDER = "META-INF/peerconnect/";

	public ClientScripts {
		requireInline("bootstrap", bootstrap);
		requireInline("mark", mark);
	}

	private static void requireInline(String name, String script) {
		String lowerCase = script.toLowerCase(Locale.ROOT);
		Assert.isTrue(
				StandardCharsets.US_ASCII.newEncoder().canEncode(script) && !lowerCase.contains("</script")
						&& !lowerCase.contains("<!--"),
				() -> "'" + name + "' must be ASCII that may stand inside a <script>");
	}

	/**
	 * Load the scripts from the class path.
	 * @param classLoader where to look
	 * @return the scripts
	 */
	public static ClientScripts load(ClassLoader classLoader) {
		return new ClientScripts(Script.of(read(classLoader, "peerconnect.js")),
				readInline(classLoader, "bootstrap.js"), Script.of(read(classLoader, "worker.js")),
				readInline(classLoader, "mark.js"), Script.of(read(classLoader, "video.js")),
				Script.of(read(classLoader, "swarm-player.js")));
	}

	private static String readInline(ClassLoader classLoader, String name) {
		return new String(read(classLoader, name), StandardCharsets.UTF_8).strip();
	}

	private static byte[] read(ClassLoader classLoader, String name) {
		try (InputStream in = classLoader.getResourceAsStream(FOLDER + name)) {
			if (in == null) {
				throw new IllegalStateException("'" + FOLDER + name + "' is not on the class path. "
						+ "Is the jar peerconnect-client-js there, and was it built with npm?");
			}
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read '" + FOLDER + name + "'", ex);
		}
	}

	/**
	 * Return the file name of the client, which changes with its content.
	 * @return the name
	 */
	public String clientFileName() {
		return "peerconnect." + this.client.hash + ".js";
	}

	/**
	 * Return the file name of what pages with videos load.
	 * @return the name
	 */
	public String videoFileName() {
		return "video." + this.video.hash + ".js";
	}

	/**
	 * Return the file name of what they load to exchange pieces.
	 * @return the name
	 */
	public String playerFileName() {
		return "swarm-player." + this.player.hash + ".js";
	}

	/**
	 * A script in the forms it is served in.
	 *
	 * @param content the bytes
	 * @param gzip the same, compressed
	 * @param hash names the content: 16 hexadecimal digits
	 */
	public record Script(byte[] content, byte[] gzip, String hash) {

		static Script of(byte[] content) {
			return new Script(content, compress(content), HexFormat.of().formatHex(sha256(content), 0, 8));
		}

		private static byte[] compress(byte[] content) {
			ByteArrayOutputStream compressed = new ByteArrayOutputStream();
			try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
				gzip.write(content);
			}
			catch (IOException ex) {
				throw new UncheckedIOException("Memory does not fail", ex);
			}
			return compressed.toByteArray();
		}

		private static byte[] sha256(byte[] content) {
			try {
				return MessageDigest.getInstance("SHA-256").digest(content);
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("Every Java platform has SHA-256", ex);
			}
		}

	}

}
