package io.peerconnect.signaling;

import java.time.Clock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.peerconnect.protocol.FailureCode;
import io.peerconnect.protocol.MessageCodec;
import io.peerconnect.protocol.ServerMessage.Failure;
import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.CloseCodes;

/**
 * Answers bad messages, and ends the patience with clients that send nothing else.
 */
final class AbuseGuard {

	private static final int MAX_STRIKES = 10;

	private static final Logger logger = LoggerFactory.getLogger(AbuseGuard.class);

	private final MessageCodec codec;

	private final AddressLimits addresses;

	private final AddressRate messages;

	private final AddressRate wants;

	private final SignalingObserver observer;

	private final Clock clock;

	AbuseGuard(MessageCodec codec, AddressLimits addresses, AddressRate messages, AddressRate wants,
			SignalingObserver observer, Clock clock) {
		this.codec = codec;
		this.addresses = addresses;
		this.messages = messages;
		this.wants = wants;
		this.observer = observer;
		this.clock = clock;
	}

	boolean tryAdmit(Connection connection) {
		long now = this.clock.millis();
		if (connection.tryTakeMessages(1, now) && this.messages.tryTake(connection.address(), 1, now)) {
			return true;
		}
		refuse(connection, FailureCode.RATE_LIMITED, "Too many messages; wait a moment");
		return false;
	}

	boolean tryAdmitWants(Connection connection, int count) {
		if (this.wants.tryTake(connection.address(), count, this.clock.millis())) {
			return true;
		}
		this.observer.refused(FailureCode.RATE_LIMITED);
		return false;
	}

	/**
	 * Answer a message that no working client sends.
	 * @param connection where it came from
	 * @param code what is wrong
	 * @param detail the same in words
	 */
	void refuse(Connection connection, FailureCode code, String detail) {
		refuse(connection, new Failure(code, detail, null));
	}

	void refuse(Connection connection, Failure failure) {
		fail(connection, failure);
		if (connection.strike() == MAX_STRIKES) {
			logger.debug("Closing a signalling connection after {} bad messages, the last one {}", MAX_STRIKES,
					failure.code());
			this.addresses.ban(connection.address(), this.clock.millis());
			connection.close(CloseCodes.POLICY, "Too many bad messages");
		}
	}

	/**
	 * Answer a message that cannot be done, through no fault of the client.
	 * @param connection where it came from
	 * @param code what is wrong
	 * @param detail the same in words
	 */
	void fail(Connection connection, FailureCode code, String detail) {
		fail(connection, new Failure(code, detail, null));
	}

	void fail(Connection connection, Failure failure) {
		this.observer.refused(failure.code());
		connection.send(this.codec.write(failure));
	}

}
