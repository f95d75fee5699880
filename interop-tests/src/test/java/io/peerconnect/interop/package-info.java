/**
 * Clients of others at a site of ours.
 */
@NullMarked
package io.peerconnect.interop;

import org.jspecify.annotations.NullMarked;
