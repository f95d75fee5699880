package io.peerconnect.torrent.bt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import bt.bencoding.model.BEObject;
import bt.bencoding.serializers.BEParser;
import bt.bencoding.types.BEInteger;
import bt.bencoding.types.BEString;
import bt.metainfo.TorrentId;
import bt.net.InetPeer;
import bt.net.Peer;
import bt.net.PeerId;
import bt.tracker.Tracker;
import bt.tracker.TrackerRequestBuilder;
import bt.tracker.TrackerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The site's own HTTP tracker, as the seeder uses it (BEP 3, 7 and 23).
 */
final class SiteTracker implements Tracker {

	private static final Logger logger = LoggerFactory.getLogger(SiteTracker.class);

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final int RETRY_SECONDS = 60;

	private static final int IPV4 = 4;

	private static final int IPV6 = 16;

	private static final int PORT = 2;

	private static final int LONGEST_REASON = 200;

	private final URI announce;

	private final Supplier<PeerId> self;

	private final int port;

	private final HttpClient http;

	/** A tracker that is down is worth one warning. */
	private final AtomicBoolean failing = new AtomicBoolean();

	/**
	 * Create the tracker.
	 * @param announce its URL
	 * @param self tells the peer id of the seeder
	 * @param port the port that the seeder listens on
	 * @param http sends the requests
	 */
	SiteTracker(URI announce, Supplier<PeerId> self, int port, HttpClient http) {
		this.announce = announce;
		this.self = self;
		this.port = port;
		this.http = http;
	}

	@Override
	public TrackerRequestBuilder request(TorrentId torrent) {
		return new TrackerRequestBuilder(torrent) {

			@Override
			public TrackerResponse start() {
				return announce(getTorrentId(), "started", getNumWant());
			}

			@Override
			public TrackerResponse stop() {
				return announce(getTorrentId(), "stopped", 0);
			}

			@Override
			public TrackerResponse complete() {
				return announce(getTorrentId(), "completed", getNumWant());
			}

			@Override
			public TrackerResponse query() {
				return announce(getTorrentId(), null, getNumWant());
			}

		};
	}

	/*
	 * A failure is answered with nobody, and asked again later: bt would log every one.
	 */
	private TrackerResponse announce(TorrentId torrent, @Nullable String event, @Nullable Integer wanted) {
		TrackerResponse response = TrackerResponse.ok();
		try {
			HttpResponse<byte[]> answer = this.http.send(
					HttpRequest.newBuilder(uri(torrent, event, wanted)).timeout(TIMEOUT).build(),
					BodyHandlers.ofByteArray());
			if (answer.statusCode() != 200) {
				throw new IOException("it answers with status " + answer.statusCode());
			}
			read(answer.body(), response);
			this.failing.set(false);
		}
		catch (IOException | RuntimeException ex) {
			response.setInterval(RETRY_SECONDS);
			if (!this.failing.getAndSet(true)) {
				logger.warn(
						"The seeder cannot announce itself at {}: {}. Where the site is not reached there from its "
								+ "own machine, set 'peerconnect.video.seeder.announce-url'",
						this.announce, ex.toString());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return response;
	}

	private URI uri(TorrentId torrent, @Nullable String event, @Nullable Integer wanted) {
		return URI.create(this.announce + "?info_hash=" + escape(torrent.getBytes()) + "&peer_id="
				+ escape(this.self.get().getBytes()) + "&port=" + this.port
				+ "&uploaded=0&downloaded=0&left=0&compact=1" + ((wanted != null) ? "&numwant=" + wanted : "")
				+ ((event != null) ? "&event=" + event : ""));
	}

	private static String escape(byte[] bytes) {
		StringBuilder escaped = new StringBuilder();
		for (byte b : bytes) {
			escaped.append('%').append(String.format("%02x", b));
		}
		return escaped.toString();
	}

	private static void read(byte[] body, TrackerResponse response) throws IOException {
		try (BEParser parser = new BEParser(body)) {
			Map<String, BEObject<?>> answer = parser.readMap().getValue();
			if (answer.get("failure reason") instanceof BEString reason) {
				String text = reason.getValueAsString();
				throw new IOException("it says '" + text.substring(0, Math.min(text.length(), LONGEST_REASON)) + "'");
			}
			if (answer.get("interval") instanceof BEInteger interval) {
				response.setInterval(interval.getValue().intValue());
			}
			List<Peer> peers = new ArrayList<>();
			readPeers(answer.get("peers"), IPV4, peers);
			readPeers(answer.get("peers6"), IPV6, peers);
			response.setPeers(peers);
		}
	}

	private static void readPeers(@Nullable BEObject<?> value, int addressLength, List<Peer> peers)
			throws UnknownHostException {
		byte[] bytes = (value instanceof BEString string) ? string.getValue() : new byte[0];
		int length = addressLength + PORT;
		for (int i = 0; i + length <= bytes.length; i += length) {
			InetAddress address = InetAddress.getByAddress(Arrays.copyOfRange(bytes, i, i + addressLength));
			int port = (bytes[i + addressLength] & 0xFF) << 8 | bytes[i + addressLength + 1] & 0xFF;
			if (port > 0) {
				peers.add(InetPeer.build(address, port));
			}
		}
	}

	@Override
	public void close() {
		// The client holds nothing that must be closed.
	}

	@Override
	public String toString() {
		return this.announce.toString();
	}

}
