package io.peerconnect.signaling;

import java.time.Duration;

import io.peerconnect.websocket.Rate;

/**
 * What an operator may set about signalling.
 *
 * @param maxSessions sessions on this node
 * @param maxSessionsPerAddress sessions from one address
 * @param helloTimeout how soon the first message must arrive
 * @param resumeGrace how long a peer may be away and come back as itself
 * @param heartbeat interval between pings
 * @param messages rate of messages in one session
 * @param messagesPerAddress rate of messages from one address
 * @param wantsPerAddress rate of assets that one address asks sources of
 * @param sendBuffer bytes that may wait for a client that reads slowly
 */
public record SignalingSettings(int maxSessions, int maxSessionsPerAddress, Duration helloTimeout, Duration resumeGrace,
		Duration heartbeat, Rate messages, Rate messagesPerAddress, Rate wantsPerAddress, int sendBuffer) {

}
