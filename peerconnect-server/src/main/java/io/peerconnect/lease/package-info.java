/**
 * Spares the origin while several visitors watch a video: which videos are worth a swarm,
 * and which watcher takes which piece from the origin for all.
 */
@NullMarked
package io.peerconnect.lease;

import org.jspecify.annotations.NullMarked;
