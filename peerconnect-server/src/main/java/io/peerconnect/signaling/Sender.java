package io.peerconnect.signaling;

import java.net.InetAddress;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.FailureCode;
import io.peerconnect.protocol.MessageCodec;
import io.peerconnect.protocol.ServerMessage;
import io.peerconnect.swarm.PeerId;

/**
 * Who sent a message: the client that the answer goes to.
 */
public final class Sender {

	private final Connection connection;

	private final PeerId peer;

	private final MessageCodec codec;

	private final AbuseGuard guard;

	Sender(Connection connection, PeerId peer, MessageCodec codec, AbuseGuard guard) {
		this.connection = connection;
		this.peer = peer;
		this.codec = codec;
		this.guard = guard;
	}

	/**
	 * Return who it is.
	 * @return the peer
	 */
	public PeerId peer() {
		return this.peer;
	}

	/**
	 * Return where it comes from.
	 * @return the address
	 */
	public InetAddress address() {
		return this.connection.address();
	}

	/**
	 * Send an answer.
	 * @param message the answer
	 */
	public void send(ServerMessage message) {
		this.connection.send(this.codec.write(message));
	}

	/**
	 * Answer a message that cannot be done, through no fault of the client.
	 * @param code what is wrong
	 * @param detail the same in words
	 * @param about what the message was about, in the words of the client
	 */
	public void fail(FailureCode code, String detail, @Nullable String about) {
		this.guard.fail(this.connection, new ServerMessage.Failure(code, detail, about));
	}

	/**
	 * Answer a message that no working client sends. Too many of them end the connection.
	 * @param code what is wrong
	 * @param detail the same in words
	 * @param about what the message was about, in the words of the client
	 */
	public void refuse(FailureCode code, String detail, @Nullable String about) {
		this.guard.refuse(this.connection, new ServerMessage.Failure(code, detail, about));
	}

}
