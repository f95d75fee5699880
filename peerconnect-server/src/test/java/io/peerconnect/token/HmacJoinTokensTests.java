package io.peerconnect.token;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link HmacJoinTokens}.
 */
class HmacJoinTokensTests {

	private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

	private static final String SITE = "https://example.org";

	@Test
	void issuedTokenNamesItsVisitor() {
		String token = tokens("a secret of the site", NOON).issue(SITE);
		String visitor = tokens("a secret of the site", NOON.plusSeconds(59)).findVisitor(token, SITE);
		assertThat(visitor).isEqualTo(token.split("\\.")[1]).hasSize(22);
	}

	@Test
	void tokensOfTwoVisitorsDiffer() {
		HmacJoinTokens tokens = tokens("a secret of the site", NOON);
		assertThat(tokens.issue(SITE)).isNotEqualTo(tokens.issue(SITE));
	}

	@Test
	void tokenHasTheFormOfTheProtocol() {
		String token = tokens("a secret of the site", NOON).issue(SITE);
		assertThat(token).startsWith(Long.toString(NOON.getEpochSecond() + 60, 36) + ".")
			.matches("[0-9a-z]+\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}");
	}

	@Test
	void expiredTokenIsRefused() {
		String token = tokens("a secret of the site", NOON).issue(SITE);
		assertThat(tokens("a secret of the site", NOON.plusSeconds(60)).findVisitor(token, SITE)).isNull();
	}

	@Test
	void tokenOfAnotherOriginIsRefused() {
		HmacJoinTokens tokens = tokens("a secret of the site", NOON);
		assertThat(tokens.findVisitor(tokens.issue(SITE), "https://example.com")).isNull();
	}

	@Test
	void tokenSignedWithAnotherSecretIsRefused() {
		String token = tokens("a secret of another", NOON).issue(SITE);
		assertThat(tokens("a secret of the site", NOON).findVisitor(token, SITE)).isNull();
	}

	@Test
	void everyChangedCharacterIsNoticed() {
		HmacJoinTokens tokens = tokens("a secret of the site", NOON);
		String token = tokens.issue(SITE);
		for (int i = 0; i < token.length(); i++) {
			char other = (token.charAt(i) == 'b') ? 'c' : 'b';
			String changed = token.substring(0, i) + other + token.substring(i + 1);
			assertThat(tokens.findVisitor(changed, SITE)).as(changed).isNull();
		}
	}

	@Test
	void tokenThatSaysTheSameInOtherCharactersIsRefused() {
		HmacJoinTokens tokens = tokens("a secret of the site", NOON);
		String token = tokens.issue(SITE);
		// The last character of 32 bytes in base64url has two spare bits.
		String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
		char last = token.charAt(token.length() - 1);
		String twin = token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);
		assertThat(tokens.findVisitor(twin, SITE)).isNull();
	}

	@Test
	void anythingElseIsRefused() {
		HmacJoinTokens tokens = tokens("a secret of the site", NOON);
		for (String text : new String[] { "", ".", "..", "zzzzzzzzzzzzzzzzzzz.a.b", "null", "a".repeat(100_000) }) {
			assertThat(tokens.findVisitor(text, SITE)).isNull();
		}
	}

	@Test
	void shortSecretThrowsException() {
		assertThatIllegalArgumentException().isThrownBy(() -> tokens("short", NOON))
			.withMessage("'secret' must be at least 16 bytes long");
	}

	private static HmacJoinTokens tokens(String secret, Instant now) {
		return new HmacJoinTokens(secret.getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(1),
				Clock.fixed(now, ZoneOffset.UTC), new SecureRandom());
	}

}
