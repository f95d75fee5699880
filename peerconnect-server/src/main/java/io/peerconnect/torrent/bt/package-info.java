/**
 * Torrents and seeding with bt, the BitTorrent library.
 */
@NullMarked
package io.peerconnect.torrent.bt;

import org.jspecify.annotations.NullMarked;
