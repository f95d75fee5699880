/**
 * Rooms: who is in which, what they may tell each other, short codes, and the relay for
 * members without a direct path.
 */
@NullMarked
package io.peerconnect.room;

import org.jspecify.annotations.NullMarked;
