package io.peerconnect.signaling;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.peerconnect.token.JoinTokens;

/**
 * Tokens that say what they are good for.
 */
class FakeTokens implements JoinTokens {

	@Override
	public String issue(String origin) {
		return "good for " + origin;
	}

	@Override
	public @Nullable String findVisitor(String token, String origin) {
		return token.equals(issue(origin)) ? "visitor" : null;
	}

	@Override
	public Duration lifetime() {
		return Duration.ofHours(1);
	}

}
