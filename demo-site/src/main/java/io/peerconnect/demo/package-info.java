/**
 * A photo gallery that uses PeerConnect as any site would: the starter, a few properties
 * and nothing else.
 */
@NullMarked
package io.peerconnect.demo;

import org.jspecify.annotations.NullMarked;
