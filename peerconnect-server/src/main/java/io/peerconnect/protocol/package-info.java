/**
 * The signalling messages and their JSON, nothing else.
 */
@NullMarked
package io.peerconnect.protocol;

import org.jspecify.annotations.NullMarked;
