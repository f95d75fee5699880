package io.peerconnect.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Join tokens that carry what they say and are signed with HMAC-SHA-256, so that nothing
 * is stored and every node with the same secret accepts them. The form is in PROTOCOL.md
 * §3.
 */
public final class HmacJoinTokens implements JoinTokens {

	private static final String ALGORITHM = "HmacSHA256";

	private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,11})\\.([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private final SecretKeySpec key;

	private final Duration lifetime;

	private final Clock clock;

	private final RandomGenerator random;

	/**
	 * Create join tokens.
	 * @param secret the secret that signs them, at least 16 bytes
	 * @param lifetime how long a new token is good for
	 * @param clock tells the time
	 * @param random draws visitor ids; must be unpredictable and safe for many threads
	 */
	public HmacJoinTokens(byte[] secret, Duration lifetime, Clock clock, RandomGenerator random) {
		Assert.isTrue(secret.length >= 16, "'secret' must be at least 16 bytes long");
		Assert.isTrue(lifetime.toSeconds() >= 1, "'lifetime' must be at least one second");
		this.key = new SecretKeySpec(secret, ALGORITHM);
		this.lifetime = lifetime;
		this.clock = clock;
		this.random = random;
	}

	@Override
	public String issue(String origin) {
		byte[] visitor = new byte[16];
		this.random.nextBytes(visitor);
		long expiry = this.clock.instant().plus(this.lifetime).getEpochSecond();
		String head = Long.toString(expiry, 36) + "." + ENCODER.encodeToString(visitor);
		return head + "." + ENCODER.encodeToString(sign(head, origin));
	}

	@Override
	public @Nullable String findVisitor(String token, String origin) {
		Matcher matcher = FORM.matcher(token);
		if (!matcher.matches()) {
			return null;
		}
		String expiry = matcher.group(1);
		String visitor = matcher.group(2);
		byte[] signature = ENCODER.encode(sign(expiry + "." + visitor, origin));
		// Compared as text and in constant time: two texts may decode to the same bytes.
		if (!MessageDigest.isEqual(signature, matcher.group(3).getBytes(StandardCharsets.US_ASCII))) {
			return null;
		}
		return (this.clock.instant().getEpochSecond() < Long.parseLong(expiry, 36)) ? visitor : null;
	}

	@Override
	public Duration lifetime() {
		return this.lifetime;
	}

	private byte[] sign(String head, String origin) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return mac.doFinal((head + "." + origin).getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + ALGORITHM, ex);
		}
	}

}
