package io.peerconnect.room;

import io.peerconnect.websocket.Rate;

/**
 * What an operator may set about the relay.
 *
 * @param maxRelays relays on this node; none switches it off
 * @param bytes rate of bytes through this node
 * @param bytesPerRoom rate of bytes through one room
 * @param window bytes under way in one direction of a relay at most
 */
public record RelaySettings(int maxRelays, Rate bytes, Rate bytesPerRoom, int window) {

}
