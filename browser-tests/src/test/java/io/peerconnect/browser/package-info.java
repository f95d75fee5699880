/**
 * Sites with the starter, visited by real Chromium contexts.
 */
@NullMarked
package io.peerconnect.browser;

import org.jspecify.annotations.NullMarked;
