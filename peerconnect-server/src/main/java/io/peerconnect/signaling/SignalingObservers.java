package io.peerconnect.signaling;

import java.util.List;

import io.peerconnect.protocol.ClientMessage;
import io.peerconnect.protocol.FailureCode;
import io.peerconnect.websocket.HandshakeRefusal;

/**
 * Several observers as one.
 */
final class SignalingObservers implements SignalingObserver {

	private final List<SignalingObserver> observers;

	SignalingObservers(List<SignalingObserver> observers) {
		this.observers = List.copyOf(observers);
	}

	@Override
	public void sessionOpened() {
		this.observers.forEach(SignalingObserver::sessionOpened);
	}

	@Override
	public void sessionClosed() {
		this.observers.forEach(SignalingObserver::sessionClosed);
	}

	@Override
	public void handshakeRefused(HandshakeRefusal reason) {
		this.observers.forEach((observer) -> observer.handshakeRefused(reason));
	}

	@Override
	public void received(String type) {
		this.observers.forEach((observer) -> observer.received(type));
	}

	@Override
	public void refused(FailureCode code) {
		this.observers.forEach((observer) -> observer.refused(code));
	}

	@Override
	public void matched(MatchResult result) {
		this.observers.forEach((observer) -> observer.matched(result));
	}

	@Override
	public void reported(ClientMessage.Report report) {
		this.observers.forEach((observer) -> observer.reported(report));
	}

	@Override
	public void connectedPeersChanged(int change) {
		this.observers.forEach((observer) -> observer.connectedPeersChanged(change));
	}

}
