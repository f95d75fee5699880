package io.peerconnect.torrent;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * The torrents of the site's videos, as they are now. Implementations are safe for use by
 * many threads at once.
 */
public interface TorrentLibrary {

	/**
	 * Find a torrent by what names its swarm. Answers from memory.
	 * @param infoHash the infohash
	 * @return the torrent, or {@code null} if the site has none of it (any more)
	 */
	@Nullable Torrent find(InfoHash infoHash);

	/**
	 * Find the torrent of a video. Looks at the file, so that a video which changed a
	 * moment ago is never answered with the hashes of its past.
	 * @param path path below the context path that the video is served at, decoded
	 * @return the torrent, or {@code null} if the site has no such video, or has not
	 * hashed it yet
	 */
	@Nullable Torrent findByPath(String path);

	/**
	 * Return all torrents, one for each video. Those of the same name and content have
	 * the same infohash, and {@link #find} answers with one of them. Answers from memory.
	 * @return the torrents, in no order
	 */
	Collection<Torrent> all();

}
