package io.peerconnect.torrent;

/**
 * Hears of torrents that come and go. Called one after the other, by a thread of the
 * library. Videos of the same name and content are one torrent, which comes with the
 * first of them.
 */
public interface TorrentListener {

	/**
	 * Take note that there is a torrent more.
	 * @param torrent the torrent
	 */
	void added(Torrent torrent);

	/**
	 * Take note that a torrent is gone: its video changed, moved or vanished.
	 * @param torrent the torrent
	 */
	void removed(Torrent torrent);

}
