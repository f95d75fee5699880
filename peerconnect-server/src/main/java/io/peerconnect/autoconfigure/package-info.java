/**
 * Decides which beans exist.
 */
@NullMarked
package io.peerconnect.autoconfigure;

import org.jspecify.annotations.NullMarked;
