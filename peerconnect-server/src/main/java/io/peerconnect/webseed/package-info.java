/**
 * The origin as a webseed: serves the videos' own URLs, whole or in ranges.
 */
@NullMarked
package io.peerconnect.webseed;

import org.jspecify.annotations.NullMarked;
