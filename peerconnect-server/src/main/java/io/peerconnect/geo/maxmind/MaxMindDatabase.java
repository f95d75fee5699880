package io.peerconnect.geo.maxmind;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader.FileMode;
import com.maxmind.geoip2.DatabaseReader;
import com.maxmind.geoip2.exception.GeoIp2Exception;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One database file, opened anew when it changes. Safe for use by many threads at once.
 */
public final class MaxMindDatabase implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(MaxMindDatabase.class);

	private final Path file;

	private final FileMode mode;

	/** Written by {@link #reload()}, one at a time. */
	private volatile Opened opened;

	/** The version that was last looked at. Guarded by this object. */
	private @Nullable Version seen;

	private MaxMindDatabase(Path file, FileMode mode) throws IOException {
		this.file = file;
		this.mode = mode;
		this.seen = version(file);
		this.opened = open(file, mode);
	}

	/**
	 * Open a database.
	 * @param file a GeoIP2 or GeoLite2 City, Country, Enterprise, ISP or ASN database
	 * @param memoryMapped whether to map the file instead of reading it: saves its size
	 * in heap, but then it must only ever be replaced by renaming another one over it
	 * @return the database
	 * @throws IOException if the file is missing, damaged, or of another kind
	 */
	public static MaxMindDatabase open(Path file, boolean memoryMapped) throws IOException {
		return new MaxMindDatabase(file, memoryMapped ? FileMode.MEMORY_MAPPED : FileMode.MEMORY);
	}

	private static Opened open(Path file, FileMode mode) throws IOException {
		// Without a cache each look-up decodes the names of countries and continents
		// again.
		DatabaseReader reader = new DatabaseReader.Builder(file.toFile()).fileMode(mode)
			.withCache(new CHMCache())
			.build();
		String type = reader.metadata().databaseType();
		DatabaseKind kind = DatabaseKind.find(type);
		if (kind == null) {
			reader.close();
			throw new IOException("It is a database of type '" + type + "'");
		}
		return new Opened(reader, kind);
	}

	/**
	 * Open the file anew if it changed. A replacement that cannot be read is left alone,
	 * with one warning, until it changes again.
	 */
	public synchronized void reload() {
		Version version = null;
		try {
			version = version(this.file);
			if (!version.equals(this.seen)) {
				// What is being looked up may still use the old reader: it is left to the
				// garbage
				// collector, which also unmaps it.
				this.opened = open(this.file, this.mode);
				logger.info("Reloaded the MaxMind database {}", this.file);
			}
		}
		catch (IOException | RuntimeException ex) {
			if (version == null ? this.seen != null : !version.equals(this.seen)) {
				logger.warn("The MaxMind database {} changed and cannot be read: {}. Locations come from the version "
						+ "before; put a readable file there.", this.file, ex.toString());
			}
		}
		this.seen = version;
	}

	/** Find what the database knows about an address. Never throws. */
	Finding find(InetAddress address) {
		Opened current = this.opened;
		try {
			return current.kind().find(current.reader(), address);
		}
		catch (IOException | GeoIp2Exception | RuntimeException ex) {
			// A damaged record, or the reader was closed: a visitor without a place.
			return Finding.NOTHING;
		}
	}

	@Override
	public void close() throws IOException {
		this.opened.reader().close();
	}

	private static Version version(Path file) throws IOException {
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		return new Version(attributes.lastModifiedTime(), attributes.size());
	}

	private record Opened(DatabaseReader reader, DatabaseKind kind) {

	}

	private record Version(FileTime modified, long size) {

	}

}
