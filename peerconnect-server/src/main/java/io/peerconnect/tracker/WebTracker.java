package io.peerconnect.tracker;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.CloseCodes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what WebTorrent clients ask. Works on the threads of the container, and never
 * waits.
 */
final class WebTracker {

	private static final int MAX_STRIKES = 10;

	private static final Logger logger = LoggerFactory.getLogger(WebTracker.class);

	private final TrackerSettings settings;

	private final SwarmTable swarms;

	private final AnnouncePace pace;

	private final AddressLimits addresses;

	private final AddressRate requests;

	private final TrackerObserver observer;

	private final Clock clock;

	WebTracker(TrackerSettings settings, SwarmTable swarms, AnnouncePace pace, AddressLimits addresses,
			AddressRate requests, TrackerObserver observer, Clock clock) {
		this.settings = settings;
		this.swarms = swarms;
		this.pace = pace;
		this.addresses = addresses;
		this.requests = requests;
		this.observer = observer;
		this.clock = clock;
	}

	void receive(WebConnection connection, byte[] json) {
		connection.heard();
		WebMessageReader reader = new WebMessageReader(json);
		try {
			take(connection, 1);
			WebMessage message = reader.read();
			if (message instanceof WebMessage.Announce announce) {
				announce(connection, announce);
			}
			else if (message instanceof WebMessage.Answer answer) {
				answer(connection, answer);
			}
			else if (message instanceof WebMessage.Scrape scrape) {
				scrape(connection, scrape);
			}
			else {
				throw new IllegalStateException("Not handled: " + message);
			}
		}
		catch (TrackerRefusedException ex) {
			refuse(connection, ex.reason(), reader.findTorrent());
		}
		catch (RuntimeException ex) {
			logger.warn("A message to the tracker could not be handled", ex);
			refuse(connection, TrackerRefusal.INTERNAL, reader.findTorrent());
		}
	}

	void receiveTooLarge(WebConnection connection) {
		refuse(connection, TrackerRefusal.TOO_LARGE, null);
		connection.close(CloseCodes.TOO_LARGE, "The message is too large");
	}

	private void announce(WebConnection connection, WebMessage.Announce announce) throws TrackerRefusedException {
		Swarm swarm = this.swarms.get(announce.torrent().value());
		if (announce.event() == AnnounceEvent.STOPPED) {
			stop(connection, swarm, announce);
			return;
		}
		// Each offer becomes a message of its own.
		take(connection, announce.offers().size());
		WebPeer peer = connection.findOrAdd(swarm, announce.peer().value(),
				this.settings.web().maxSwarmsPerConnection());
		if (peer == null) {
			throw new TrackerRefusedException(TrackerRefusal.TOO_MANY_SWARMS);
		}
		long now = this.clock.millis();
		int interval = this.pace.interval(this.settings.web().interval().toSeconds());
		try {
			swarm.update(peer, announce, AnnouncePace.expiry(now, interval));
		}
		catch (TrackerRefusedException ex) {
			connection.remove(peer);
			throw ex;
		}
		this.observer.announced(Transport.WEBSOCKET);
		connection.send(WebReplies.announced(announce.torrent(), swarm.counts(), interval));
		List<WebPeer> receivers = swarm.give(peer, announce.offers(), announce.numwant(), now);
		for (int i = 0; i < receivers.size(); i++) {
			receivers.get(i).connection().send(WebReplies.offer(announce.offers().get(i), announce));
		}
		this.observer.relayedOffers(receivers.size());
	}

	private void stop(WebConnection connection, Swarm swarm, WebMessage.Announce announce) {
		WebPeer peer = connection.find(swarm, announce.peer().value());
		if (peer != null) {
			connection.remove(peer);
			swarm.leave(peer);
		}
		this.observer.announced(Transport.WEBSOCKET);
		connection.send(WebReplies.announced(announce.torrent(), swarm.counts(),
				this.pace.interval(this.settings.web().interval().toSeconds())));
	}

	private void answer(WebConnection connection, WebMessage.Answer answer) throws TrackerRefusedException {
		Swarm swarm = this.swarms.get(answer.torrent().value());
		WebPeer peer = connection.find(swarm, answer.peer().value());
		WebPeer offerer = (peer != null)
				? swarm.findOfferer(peer, answer.to(), answer.offerId().value(), this.clock.millis()) : null;
		if (offerer == null) {
			throw new TrackerRefusedException(TrackerRefusal.UNEXPECTED_ANSWER);
		}
		offerer.connection().send(WebReplies.answer(answer));
		this.observer.relayedAnswer();
	}

	private void scrape(WebConnection connection, WebMessage.Scrape scrape) throws TrackerRefusedException {
		Map<BinaryId, SwarmCounts> files = this.swarms.scrape(scrape.torrents(), this.settings.scrapeAll());
		connection.send(WebReplies.scraped(files, this.settings.web().interval().toSeconds()));
	}

	private void take(WebConnection connection, int count) throws TrackerRefusedException {
		long now = this.clock.millis();
		if (!connection.tryTakeMessages(count, now) || !this.requests.tryTake(connection.address(), count, now)) {
			throw new TrackerRefusedException(TrackerRefusal.RATE_LIMITED);
		}
	}

	private void refuse(WebConnection connection, TrackerRefusal reason, WebMessage.@Nullable Id torrent) {
		this.observer.refused(reason);
		connection.send(WebReplies.refused(reason, torrent));
		if (reason.isAbuse() && connection.strike() == MAX_STRIKES) {
			logger.debug("Closing a connection to the tracker after {} bad messages, the last one {}", MAX_STRIKES,
					reason);
			this.addresses.ban(connection.address(), this.clock.millis());
			connection.close(CloseCodes.POLICY, "Too many bad messages");
		}
	}

}
