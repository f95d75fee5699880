/**
 * Short-lived tokens that let a page of this site join.
 */
@NullMarked
package io.peerconnect.token;

import org.jspecify.annotations.NullMarked;
