/**
 * WebSockets on Tomcat without its WebSocket container: a loop reads and writes all of
 * them.
 */
@NullMarked
package io.peerconnect.websocket.tomcat;

import org.jspecify.annotations.NullMarked;
