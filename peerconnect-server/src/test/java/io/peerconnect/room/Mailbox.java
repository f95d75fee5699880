package io.peerconnect.room;

import java.util.ArrayList;
import java.util.List;

import io.peerconnect.protocol.ServerMessage;
import io.peerconnect.swarm.PeerId;

/**
 * Keeps what everybody was told.
 */
final class Mailbox {

	private final List<Letter> letters = new ArrayList<>();

	private final Outbox outbox = new Outbox((to, message) -> this.letters.add(new Letter(to, message)));

	Outbox outbox() {
		return this.outbox;
	}

	/* Returns what a peer was told since the last look, in order. */
	List<ServerMessage> readBy(PeerId peer) {
		this.outbox.deliver();
		List<ServerMessage> own = this.letters.stream()
			.filter((letter) -> letter.to().equals(peer))
			.map(Letter::message)
			.toList();
		this.letters.removeIf((letter) -> letter.to().equals(peer));
		return own;
	}

	private record Letter(PeerId to, ServerMessage message) {

	}

}
