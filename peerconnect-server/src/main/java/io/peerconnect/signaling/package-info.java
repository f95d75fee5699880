/**
 * The signalling WebSocket: its sessions, and who receives what.
 */
@NullMarked
package io.peerconnect.signaling;

import org.jspecify.annotations.NullMarked;
