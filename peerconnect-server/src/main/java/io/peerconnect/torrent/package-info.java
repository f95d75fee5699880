/**
 * Torrents of the site's videos: which there are, and what is in them.
 */
@NullMarked
package io.peerconnect.torrent;

import org.jspecify.annotations.NullMarked;
