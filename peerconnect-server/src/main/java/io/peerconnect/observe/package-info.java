/**
 * Meters.
 */
@NullMarked
package io.peerconnect.observe;

import org.jspecify.annotations.NullMarked;
