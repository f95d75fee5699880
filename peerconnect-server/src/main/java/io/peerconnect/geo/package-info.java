/**
 * Where a peer is, as far as it helps to pair it with a near one.
 */
@NullMarked
package io.peerconnect.geo;

import org.jspecify.annotations.NullMarked;
