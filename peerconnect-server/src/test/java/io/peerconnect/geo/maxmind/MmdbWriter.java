package io.peerconnect.geo.maxmind;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * Writes small databases in the <a href="https://maxmind.github.io/MaxMind-DB/">MaxMind
 * DB format 2.0</a>: an IPv6 tree with records of 28 bits. Networks may not overlap. So
 * tests need no licensed data.
 */
public final class MmdbWriter {

	private static final byte[] METADATA_MARKER = "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);

	/** Between the tree and the data stand so many zeros. */
	private static final int SEPARATOR = 16;

	private final Node root = new Node();

	private final MmdbEncoder data = new MmdbEncoder();

	private final Map<Map<String, ?>, Integer> offsets = new HashMap<>();

	private final String type;

	/**
	 * Create a writer.
	 * @param type the type of the database, such as {@code GeoLite2-City}
	 */
	public MmdbWriter(String type) {
		this.type = type;
	}

	/**
	 * Add a place to a City database.
	 * @param network the network, such as {@code 203.0.113.0/24}
	 * @param country ISO code
	 * @param latitude degrees north
	 * @param longitude degrees east
	 * @return this writer
	 */
	public MmdbWriter city(String network, String country, double latitude, double longitude) {
		return put(network, Map.of("country", Map.of("iso_code", country), "location",
				Map.of("latitude", latitude, "longitude", longitude)));
	}

	/**
	 * Add a network to a Country database.
	 * @param network the network
	 * @param country ISO code
	 * @return this writer
	 */
	public MmdbWriter country(String network, String country) {
		return put(network, Map.of("country", Map.of("iso_code", country)));
	}

	/**
	 * Add a network to an ASN database.
	 * @param network the network
	 * @param number the number of the autonomous system
	 * @return this writer
	 */
	public MmdbWriter asn(String network, int number) {
		return put(network, Map.of("autonomous_system_number", number));
	}

	/**
	 * Add a network.
	 * @param network the network
	 * @param record what is known about it
	 * @return this writer
	 */
	public MmdbWriter put(String network, Map<String, ?> record) {
		String[] parts = network.split("/");
		byte[] address = address(parts[0]);
		int bits = Integer.parseInt(parts[1]) + (parts[0].contains(":") ? 0 : 96);
		Node node = this.root;
		for (int i = 0; i < bits - 1; i++) {
			node = node.descend(bit(address, i));
		}
		int offset = this.offsets.computeIfAbsent(record, (key) -> this.data.append(key));
		node.data[bit(address, bits - 1)] = offset;
		return this;
	}

	private static byte[] address(String text) {
		try {
			byte[] bytes = InetAddress.getByName(text).getAddress();
			if (bytes.length == 16) {
				return bytes;
			}
			// IPv4 stands in ::/96.
			byte[] wide = new byte[16];
			System.arraycopy(bytes, 0, wide, 12, 4);
			return wide;
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(text, ex);
		}
	}

	private static int bit(byte[] address, int index) {
		return (address[index >> 3] >> (7 - (index & 7))) & 1;
	}

	/**
	 * Write the database.
	 * @param file the file to write to
	 * @return the file
	 */
	public Path writeTo(Path file) {
		try {
			return Files.write(file, toByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the database.
	 * @return the bytes of its file
	 */
	public byte[] toByteArray() {
		List<Node> nodes = numberNodes();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (Node node : nodes) {
			writeNode(node, nodes.size(), out);
		}
		out.writeBytes(new byte[SEPARATOR]);
		out.writeBytes(this.data.toByteArray());
		out.writeBytes(METADATA_MARKER);
		MmdbEncoder metadata = new MmdbEncoder();
		metadata.append(Map.of("binary_format_major_version", (short) 2, "binary_format_minor_version", (short) 0,
				"build_epoch", 1_767_225_600L, "database_type", this.type, "description", Map.of("en", "Test"),
				"ip_version", (short) 6, "languages", List.of("en"), "node_count", nodes.size(), "record_size",
				(short) 28));
		out.writeBytes(metadata.toByteArray());
		return out.toByteArray();
	}

	private List<Node> numberNodes() {
		List<Node> nodes = new ArrayList<>();
		Queue<Node> queue = new ArrayDeque<>(List.of(this.root));
		for (Node node = queue.poll(); node != null; node = queue.poll()) {
			node.number = nodes.size();
			nodes.add(node);
			for (Node child : node.children) {
				if (child != null) {
					queue.add(child);
				}
			}
		}
		return nodes;
	}

	private static void writeNode(Node node, int nodeCount, ByteArrayOutputStream out) {
		int left = node.record(0, nodeCount);
		int right = node.record(1, nodeCount);
		writeLow24(left, out);
		out.write((left >> 24 & 15) << 4 | (right >> 24 & 15));
		writeLow24(right, out);
	}

	private static void writeLow24(int value, ByteArrayOutputStream out) {
		out.write(value >> 16);
		out.write(value >> 8);
		out.write(value);
	}

	private static final class Node {

		private final @Nullable Node[] children = new @Nullable Node[2];

		private final @Nullable Integer[] data = new @Nullable Integer[2];

		private int number;

		Node descend(int bit) {
			Node child = this.children[bit];
			if (child == null) {
				child = new Node();
				this.children[bit] = child;
			}
			return child;
		}

		/** Return what the tree stores: a node, an offset of data, or "nothing known". */
		int record(int bit, int nodeCount) {
			Node child = this.children[bit];
			Integer offset = this.data[bit];
			if (child != null) {
				return child.number;
			}
			return (offset != null) ? nodeCount + SEPARATOR + offset : nodeCount;
		}

	}

}
