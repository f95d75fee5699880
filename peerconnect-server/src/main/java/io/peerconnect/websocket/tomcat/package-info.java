/**
 * WebSockets on Tomcat's connections, with one thread for all of them and without
 * Tomcat's buffers.
 */
@NullMarked
package io.peerconnect.websocket.tomcat;

import org.jspecify.annotations.NullMarked;
