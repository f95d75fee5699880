/**
 * Locations from a MaxMind database.
 */
@NullMarked
package io.peerconnect.geo.maxmind;

import org.jspecify.annotations.NullMarked;
