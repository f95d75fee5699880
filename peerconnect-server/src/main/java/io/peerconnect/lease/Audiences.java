package io.peerconnect.lease;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.ServerMessage;
import io.peerconnect.protocol.VideoEvent;
import io.peerconnect.protocol.VideoMessage;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.torrent.InfoHash;
import io.peerconnect.torrent.Torrent;
import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.torrent.TorrentListener;

import org.springframework.util.StringUtils;

/**
 * The audiences of all videos that somebody watches. Safe for use by many threads at
 * once.
 */
public final class Audiences implements TorrentListener {

	/* More than any page shows at once. The bound is for the server's memory. */
	private static final int MAX_VIDEOS_PER_WATCHER = 32;

	private final TorrentLibrary library;

	private final LeaseRules rules;

	private final Predicate<PeerId> presence;

	private final BiConsumer<PeerId, ServerMessage> sender;

	private final Clock clock;

	private final Map<InfoHash, Audience> audiences = new ConcurrentHashMap<>();

	private final Map<PeerId, Set<InfoHash>> watched = new ConcurrentHashMap<>();

	/**
	 * Create audiences that nobody belongs to yet.
	 * @param library the videos
	 * @param rules what the operator decides
	 * @param presence tells whether a peer is still there
	 * @param sender sends messages that nobody asked for
	 * @param clock the time
	 */
	public Audiences(TorrentLibrary library, LeaseRules rules, Predicate<PeerId> presence,
			BiConsumer<PeerId, ServerMessage> sender, Clock clock) {
		this.library = library;
		this.rules = rules;
		this.presence = presence;
		this.sender = sender;
		this.clock = clock;
	}

	/**
	 * Let a peer watch a video.
	 * @param peer the peer
	 * @param watch which video, and whether the peer shares
	 * @return the answer
	 */
	VideoEvent.Watched watch(PeerId peer, VideoMessage.Watch watch) {
		Torrent torrent = find(watch.path());
		if (torrent == null || !tryNote(peer, torrent.infoHash())) {
			return new VideoEvent.Watched(watch.path(), null, false, 0);
		}
		Change change = new Change();
		this.audiences.compute(torrent.infoHash(), (infoHash, present) -> {
			Audience audience = (present != null) ? present : new Audience(torrent, this.rules);
			change.value = audience.watch(peer, watch.sharing());
			return audience;
		});
		announce(torrent.infoHash(), change.value, peer);
		if (!this.presence.test(peer)) {
			left(peer);
		}
		Audience.Change now = change.value;
		VideoEvent.Video video = new VideoEvent.Video(torrent.infoHash(), torrent.length(), torrent.pieceLength(),
				torrent.mediaType());
		return new VideoEvent.Watched(watch.path(), video, now != null && now.active(),
				(now != null) ? now.others(peer) : 0);
	}

	private @Nullable Torrent find(String path) {
		try {
			return this.library.findByPath(StringUtils.uriDecode(path, StandardCharsets.UTF_8));
		}
		catch (IllegalArgumentException ex) {
			// A sign of per cent that encodes nothing: no path of a video.
			return null;
		}
	}

	private boolean tryNote(PeerId peer, InfoHash infoHash) {
		Set<InfoHash> videos = this.watched.computeIfAbsent(peer, (key) -> ConcurrentHashMap.newKeySet());
		return videos.contains(infoHash) || videos.size() < MAX_VIDEOS_PER_WATCHER && videos.add(infoHash);
	}

	/**
	 * Decide which pieces a watcher may take from the origin, and tell others who are to
	 * take some in its place.
	 * @param peer the watcher
	 * @param claim what it wants
	 * @return the answer, or {@code null} if the peer does not watch that video
	 * @throws IllegalArgumentException if the video does not have such pieces
	 */
	VideoEvent.@Nullable Leases claim(PeerId peer, VideoMessage.Claim claim) {
		Audience audience = this.audiences.get(claim.infoHash());
		if (audience == null) {
			return null;
		}
		int pieces = audience.torrent().pieces();
		boolean known = claim.want().stream().allMatch((piece) -> piece < pieces)
				&& Stream.of(claim.spare(), claim.got(), claim.lost())
					.flatMap(List::stream)
					.allMatch((range) -> range.to() < pieces);
		if (!known) {
			throw new IllegalArgumentException("The video has " + pieces + " pieces");
		}
		Map<PeerId, VideoEvent.Leases> told = audience.claim(peer, claim, this.clock.millis());
		told.forEach((other, leases) -> {
			if (!other.equals(peer)) {
				this.sender.accept(other, leases);
			}
		});
		return told.get(peer);
	}

	/**
	 * Let a peer watch a video no longer.
	 * @param peer the peer
	 * @param infoHash the video
	 */
	void unwatch(PeerId peer, InfoHash infoHash) {
		Set<InfoHash> videos = this.watched.get(peer);
		if (videos != null && videos.remove(infoHash)) {
			leave(peer, infoHash);
		}
	}

	/**
	 * Let a peer watch nothing any more.
	 * @param peer the peer
	 */
	void left(PeerId peer) {
		Set<InfoHash> videos = this.watched.remove(peer);
		if (videos != null) {
			videos.forEach((infoHash) -> leave(peer, infoHash));
		}
	}

	private void leave(PeerId peer, InfoHash infoHash) {
		Change change = new Change();
		this.audiences.computeIfPresent(infoHash, (key, audience) -> {
			change.value = audience.leave(peer);
			return change.value.watchers().isEmpty() ? null : audience;
		});
		announce(infoHash, change.value, peer);
	}

	private void announce(InfoHash infoHash, Audience.@Nullable Change change, PeerId cause) {
		if (change == null || !change.isWorthTelling()) {
			return;
		}
		for (PeerId watcher : change.watchers()) {
			if (!watcher.equals(cause)) {
				this.sender.accept(watcher, new VideoEvent.Swarm(infoHash, change.active(), change.others(watcher)));
			}
		}
	}

	@Override
	public void added(Torrent torrent) {
		// Nobody watches it yet.
	}

	@Override
	public void removed(Torrent torrent) {
		Audience audience = this.audiences.remove(torrent.infoHash());
		if (audience == null) {
			return;
		}
		for (PeerId watcher : audience.watchers()) {
			Set<InfoHash> videos = this.watched.get(watcher);
			if (videos != null) {
				videos.remove(torrent.infoHash());
			}
			this.sender.accept(watcher, new VideoEvent.Withdrawn(torrent.infoHash()));
		}
	}

	/**
	 * Return the videos that one more watcher would find a swarm at, largest audiences
	 * first.
	 * @param limit how many at most
	 */
	List<Torrent> joinable(int limit) {
		record Joinable(Torrent torrent, int size) {
		}
		return this.audiences.values()
			.stream()
			.map((audience) -> new Joinable(audience.torrent(), audience.joinableSize()))
			.filter((joinable) -> joinable.size > 0)
			.sorted(Comparator.comparingInt(Joinable::size).reversed())
			.limit(limit)
			.map(Joinable::torrent)
			.toList();
	}

	/**
	 * Return how many swarms are worth while to join.
	 * @return the number
	 */
	public int activeSwarms() {
		return (int) this.audiences.values().stream().filter(Audience::isActive).count();
	}

	/* Carries a result out of a lambda. */
	private static final class Change {

		private Audience.@Nullable Change value;

	}

}
