/**
 * The site that the benchmarks visit, with the counters that they read.
 */
@NullMarked
package io.peerconnect.benchmarks;

import org.jspecify.annotations.NullMarked;
