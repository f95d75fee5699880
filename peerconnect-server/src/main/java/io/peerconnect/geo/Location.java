package io.peerconnect.geo;

import org.jspecify.annotations.Nullable;

/**
 * Where a peer is. Never leaves the server.
 *
 * @param network the network of the address: {@code AS64500} where an ASN database tells,
 * else its /24 or /48 prefix
 * @param country ISO 3166-1 alpha-2 code
 * @param coordinates the place, as far as known
 */
public record Location(String network, @Nullable String country, @Nullable Coordinates coordinates) {

}
