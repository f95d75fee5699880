/**
 * WebSockets of the servlet container: handshakes, bounded sending, limits for addresses.
 * Knows nothing of what is said on them.
 */
@NullMarked
package io.peerconnect.websocket;

import org.jspecify.annotations.NullMarked;
