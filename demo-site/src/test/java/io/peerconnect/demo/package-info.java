/**
 * Tests of the demo site.
 */
@NullMarked
package io.peerconnect.demo;

import org.jspecify.annotations.NullMarked;
