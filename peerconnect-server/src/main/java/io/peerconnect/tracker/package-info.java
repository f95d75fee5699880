/**
 * The site's BitTorrent tracker: WebTorrent's protocol over WebSockets and BEP 3 over
 * HTTP, on one table of swarms.
 */
@NullMarked
package io.peerconnect.tracker;

import org.jspecify.annotations.NullMarked;
