package io.peerconnect.torrent;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * The torrents of the site's videos, as they are now. Implementations are safe for use by
 * many threads at once, and answer from memory.
 */
public interface TorrentLibrary {

	/**
	 * Find a torrent by what names its swarm.
	 * @param infoHash the infohash
	 * @return the torrent, or {@code null} if the site has none of it (any more)
	 */
	@Nullable Torrent find(InfoHash infoHash);

	/**
	 * Find the torrent of a video.
	 * @param path path below the context path that the video is served at, decoded
	 * @return the torrent, or {@code null} if the site has no such video, or has not
	 * hashed it yet
	 */
	@Nullable Torrent findByPath(String path);

	/**
	 * Return all torrents.
	 * @return the torrents, in no order
	 */
	Collection<Torrent> all();

}
