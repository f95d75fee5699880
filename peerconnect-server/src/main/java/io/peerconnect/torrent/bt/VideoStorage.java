package io.peerconnect.torrent.bt;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.nio.file.Path;

import bt.data.Storage;
import bt.data.StorageUnit;
import bt.metainfo.Torrent;
import bt.metainfo.TorrentFile;

/**
 * One video, for reading only.
 *
 * @param video the video
 * @param unchanged tells whether it is still the one that was hashed
 * @param sent told how many bytes were read, whenever some were
 */
record VideoStorage(Path video, BooleanSupplier unchanged, LongConsumer sent) implements Storage {

	@Override
	public StorageUnit getUnit(Torrent torrent, TorrentFile file) {
		return new VideoUnit(this.video, file.getSize(), this.unchanged, this.sent);
	}

	@Override
	public void flush() {
		// Nothing is ever written.
	}

}
