package io.peerconnect.tracker;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.peerconnect.geo.GeoLocator;
import io.peerconnect.tracker.HttpPeer.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Does what BitTorrent clients ask over HTTP.
 */
final class HttpTracker {

	private static final int MAX_SCRAPED = 64;

	private final TrackerSettings settings;

	private final SwarmTable swarms;

	private final AnnouncePace pace;

	private final Reach reach;

	private final GeoLocator geo;

	private final TrackerObserver observer;

	private final Clock clock;

	HttpTracker(TrackerSettings settings, SwarmTable swarms, AnnouncePace pace, Reach reach, GeoLocator geo,
			TrackerObserver observer, Clock clock) {
		this.settings = settings;
		this.swarms = swarms;
		this.pace = pace;
		this.reach = reach;
		this.geo = geo;
		this.observer = observer;
		this.clock = clock;
	}

	/**
	 * Take note of a peer, and tell it of others.
	 * @param query its announce
	 * @param client its address
	 * @return the answer
	 * @throws TrackerRefusedException if it cannot take part
	 */
	byte[] announce(RawQuery query, InetAddress client) throws TrackerRefusedException {
		HttpAnnounce announce = HttpAnnounce.read(query);
		Swarm swarm = this.swarms.get(announce.torrent());
		Endpoint endpoint = new Endpoint(client, announce.port());
		int interval = this.pace.interval(this.settings.http().interval().toSeconds());
		List<HttpPeer> peers = List.of();
		if (announce.event() == AnnounceEvent.STOPPED) {
			swarm.leave(endpoint);
		}
		else {
			HttpPeer peer = new HttpPeer(announce.peer(), endpoint, this.geo.locate(client),
					this.reach.isSeeder(endpoint));
			peers = swarm.update(peer, announce, AnnouncePace.expiry(this.clock.millis(), interval),
					(other) -> this.reach.find(client, other.endpoint()) != null);
		}
		this.observer.announced(Transport.HTTP);
		return announced(swarm.counts(), interval, announce.form(), reachable(announce, peers, client));
	}

	private List<Reachable> reachable(HttpAnnounce announce, List<HttpPeer> peers, InetAddress client) {
		List<Reachable> reachable = new ArrayList<>(peers.size() + 1);
		for (HttpPeer peer : peers) {
			Endpoint endpoint = this.reach.find(client, peer.endpoint());
			if (endpoint != null) {
				reachable.add(new Reachable(peer.id(), endpoint));
			}
		}
		Endpoint seeder = wantsSeeder(announce, client) ? this.reach.findSeeder(client, announce.torrent().toInfoHash())
				: null;
		// Its id is known once it announced itself.
		if (seeder != null && announce.form() != HttpAnnounce.Form.PEERS
				&& reachable.stream().noneMatch((peer) -> peer.endpoint().equals(seeder))) {
			reachable.add(new Reachable(announce.peer(), seeder));
		}
		return reachable;
	}

	/*
	 * Who starts from a magnet link does not know yet how much is left, and may say
	 * nothing.
	 */
	private boolean wantsSeeder(HttpAnnounce announce, InetAddress client) {
		return (!announce.complete() || announce.event() == AnnounceEvent.STARTED)
				&& announce.event() != AnnounceEvent.STOPPED && announce.numwant() > 0
				&& !this.reach.isSeeder(new Endpoint(client, announce.port()));
	}

	private byte[] announced(SwarmCounts counts, int interval, HttpAnnounce.Form form, List<Reachable> reachable) {
		BencodeWriter answer = new BencodeWriter().beginDictionary()
			.write("complete")
			.write(counts.complete())
			.write("downloaded")
			.write(counts.downloaded())
			.write("incomplete")
			.write(counts.incomplete());
		writeIntervals(answer, interval);
		if (form == HttpAnnounce.Form.COMPACT) {
			answer.write("peers").write(compact(reachable, true)).write("peers6").write(compact(reachable, false));
		}
		else {
			writePeers(answer.write("peers"), reachable, form);
		}
		return answer.end().toBytes();
	}

	private static byte[] compact(List<Reachable> peers, boolean ipv4) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (Reachable peer : peers) {
			Endpoint endpoint = peer.endpoint();
			if (endpoint.address() instanceof Inet4Address == ipv4) {
				bytes.writeBytes(endpoint.address().getAddress());
				bytes.write(endpoint.port() >> 8);
				bytes.write(endpoint.port());
			}
		}
		return bytes.toByteArray();
	}

	private static void writePeers(BencodeWriter answer, List<Reachable> peers, HttpAnnounce.Form form) {
		answer.beginList();
		for (Reachable peer : peers) {
			answer.beginDictionary().write("ip").write(peer.endpoint().address().getHostAddress());
			if (form == HttpAnnounce.Form.PEERS) {
				answer.write("peer id").write(peer.id().bytes());
			}
			answer.write("port").write(peer.endpoint().port()).end();
		}
		answer.end();
	}

	/**
	 * Tell how many peers torrents have (BEP 48).
	 * @param query names the torrents
	 * @param client the address of who asks
	 * @return the answer
	 * @throws TrackerRefusedException if it asks too much
	 */
	byte[] scrape(RawQuery query, InetAddress client) throws TrackerRefusedException {
		List<BinaryId> torrents = query.ids("info_hash");
		if (torrents.size() > MAX_SCRAPED) {
			throw new TrackerRefusedException(TrackerRefusal.TOO_LARGE);
		}
		BencodeWriter answer = new BencodeWriter().beginDictionary().write("files").beginDictionary();
		this.swarms.scrape(torrents, this.settings.scrapeAll())
			.forEach((torrent, counts) -> answer.write(torrent.bytes())
				.beginDictionary()
				.write("complete")
				.write(counts.complete())
				.write("downloaded")
				.write(counts.downloaded())
				.write("incomplete")
				.write(counts.incomplete())
				.end());
		return answer.end().end().toBytes();
	}

	/**
	 * Return the answer to a request that is refused: BEP 3 knows no status codes.
	 * @param reason the reason
	 * @return the answer
	 */
	byte[] refused(TrackerRefusal reason) {
		BencodeWriter answer = new BencodeWriter().beginDictionary().write("failure reason").write(reason.text());
		writeIntervals(answer, this.pace.interval(this.settings.http().interval().toSeconds()));
		return answer.end().toBytes();
	}

	private void writeIntervals(BencodeWriter answer, int interval) {
		answer.write("interval")
			.write(interval)
			.write("min interval")
			.write(this.settings.http().minInterval().toSeconds());
	}

	private record Reachable(BinaryId id, Endpoint endpoint) {

	}

}
