/**
 * The client script in the site's pages, and images handed over to it.
 */
@NullMarked
package io.peerconnect.page;

import org.jspecify.annotations.NullMarked;
