/**
 * Files that the site shares: which are eligible, what they are named, what their bytes
 * hash to.
 */
@NullMarked
package io.peerconnect.asset;

import org.jspecify.annotations.NullMarked;
