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
 */
public record ClientScripts(Script client, String bootstrap, Script worker) {

	private static final String FOLDER = "META-INF/peerconnect/";

	public ClientScripts {
		String lowerCase = bootstrap.toLowerCase(Locale.ROOT);
		Assert.isTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(bootstrap) && !lowerCase.contains("</script")
				&& !lowerCase.contains("<!--"), "'bootstrap' must be ASCII that may stand inside a <script>");
	}

	/**
	 * Load the scripts from the class path.
	 * @param classLoader where to look
	 * @return the scripts
	 */
	public static ClientScripts load(ClassLoader classLoader) {
		byte[] bootstrap = read(classLoader, "bootstrap.js");
		return new ClientScripts(Script.of(read(classLoader, "peerconnect.js")),
				new String(bootstrap, StandardCharsets.UTF_8).strip(), Script.of(read(classLoader, "worker.js")));
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
