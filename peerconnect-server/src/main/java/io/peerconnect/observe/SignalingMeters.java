package io.peerconnect.observe;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.peerconnect.protocol.Cause;
import io.peerconnect.protocol.ClientMessage;
import io.peerconnect.protocol.FailureCode;
import io.peerconnect.websocket.HandshakeRefusal;
import io.peerconnect.signaling.MatchResult;
import io.peerconnect.signaling.SignalingObserver;

/**
 * Meters of signalling, and of what clients report about transfers between them. What is
 * reported is what clients say; the server has no other way to know.
 */
public final class SignalingMeters implements SignalingObserver {

	private final MeterRegistry registry;

	private final AtomicInteger sessions = new AtomicInteger();

	private final AtomicInteger connectedPeers = new AtomicInteger();

	/**
	 * Create the meters.
	 * @param registry where they are registered
	 */
	public SignalingMeters(MeterRegistry registry) {
		this.registry = registry;
		Gauge.builder("peerconnect.signaling.sessions", this.sessions, AtomicInteger::get)
			.description("Signalling connections that are open")
			.baseUnit("sessions")
			.register(registry);
		Gauge.builder("peerconnect.peers.connected", this.connectedPeers, AtomicInteger::get)
			.description("Peers that clients report to be connected to; a pair counts twice")
			.baseUnit("peers")
			.register(registry);
		// Registered before anything happens, so that dashboards have zeros to show.
		for (MatchResult result : MatchResult.values()) {
			matches(result);
		}
		for (String source : new String[] { "peer", "origin", "cache" }) {
			bytes(source);
		}
		hashFailures();
	}

	@Override
	public void sessionOpened() {
		this.sessions.incrementAndGet();
	}

	@Override
	public void sessionClosed() {
		this.sessions.decrementAndGet();
	}

	@Override
	public void handshakeRefused(HandshakeRefusal reason) {
		refusals("handshake-" + name(reason)).increment();
	}

	@Override
	public void received(String type) {
		Counter.builder("peerconnect.signaling.messages")
			.description("Messages from clients")
			.baseUnit("messages")
			.tag("type", type)
			.register(this.registry)
			.increment();
	}

	@Override
	public void refused(FailureCode code) {
		refusals(code.wireName()).increment();
	}

	@Override
	public void matched(MatchResult result) {
		matches(result).increment();
	}

	@Override
	public void reported(ClientMessage.Report report) {
		bytes("peer").increment(report.received());
		bytes("origin").increment(report.origin());
		bytes("cache").increment(report.cached());
		report.fallbacks().forEach((cause, count) -> fallbacks(cause).increment(count));
		for (ClientMessage.PeerFailure failure : report.failures()) {
			if (failure.cause() == Cause.HASH_MISMATCH) {
				hashFailures().increment();
			}
		}
	}

	@Override
	public void connectedPeersChanged(int change) {
		this.connectedPeers.addAndGet(change);
	}

	private Counter refusals(String code) {
		return Counter.builder("peerconnect.signaling.refusals")
			.description("Messages and handshakes that were refused")
			.baseUnit("refusals")
			.tag("code", code)
			.register(this.registry);
	}

	private Counter matches(MatchResult result) {
		return Counter.builder("peerconnect.matches")
			.description("Answers to clients that want an asset")
			.baseUnit("answers")
			.tag("result", name(result))
			.register(this.registry);
	}

	private Counter bytes(String source) {
		return Counter.builder("peerconnect.transfer.bytes")
			.description("Bytes of assets that clients report to have loaded")
			.baseUnit("bytes")
			.tag("source", source)
			.register(this.registry);
	}

	private Counter fallbacks(Cause cause) {
		return Counter.builder("peerconnect.fallbacks")
			.description("Assets that clients report to have loaded from the origin after all")
			.baseUnit("assets")
			.tag("cause", cause.wireName())
			.register(this.registry);
	}

	private Counter hashFailures() {
		return Counter.builder("peerconnect.hash.failures")
			.description("Bytes from peers that clients report to have failed verification")
			.baseUnit("failures")
			.register(this.registry);
	}

	private static String name(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
