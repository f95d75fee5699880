/**
 * Who holds what, and who should meet whom.
 */
@NullMarked
package io.peerconnect.swarm;

import org.jspecify.annotations.NullMarked;
