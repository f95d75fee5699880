package io.peerconnect.torrent.bt;

import java.util.List;

import bt.data.ChunkDescriptor;
import bt.data.ChunkVerifier;
import bt.data.LocalBitfield;

/**
 * Takes every piece for what the torrent says, without hashing it again.
 */
final class KnownPieces implements ChunkVerifier {

	/*
	 * bt would hash a video from beginning to end whenever it starts to seed it. The
	 * library did just that, and each block that is read comes with a look at whether the
	 * video is still the same. Should that ever miss a change, the peers notice: they
	 * check what they are sent.
	 */

	@Override
	public boolean verify(List<ChunkDescriptor> pieces, LocalBitfield bitfield) {
		for (int piece = 0; piece < pieces.size(); piece++) {
			bitfield.markLocalPieceVerified(piece);
		}
		return true;
	}

	@Override
	public boolean verify(ChunkDescriptor piece) {
		return true;
	}

	@Override
	public boolean verifyIfPresent(ChunkDescriptor piece) {
		return true;
	}

}
