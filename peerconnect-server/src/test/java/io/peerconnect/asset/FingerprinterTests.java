package io.peerconnect.asset;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FingerprinterTests {

	private static final AssetPath PATH = new AssetPath("/lion.jpg");

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 262_143, 262_144, 262_145, 524_288, 524_289, 1_000_000 })
	void finishNamesTheFileAndItsPiecesHoweverItCame(int length) throws NoSuchAlgorithmException {
		Random random = new Random(length);
		byte[] file = new byte[length];
		random.nextBytes(file);
		Fingerprinter fingerprinter = new Fingerprinter();
		for (int start = 0; start < length;) {
			int end = Math.min(length, start + 1 + random.nextInt(400_000));
			fingerprinter.update(ByteBuffer.wrap(file, start, end - start));
			start = end;
		}
		List<Digest> pieces = new ArrayList<>();
		for (int start = 0; start < length && length > 262_144; start += 262_144) {
			pieces.add(digest(Arrays.copyOfRange(file, start, Math.min(length, start + 262_144))));
		}
		assertThat(fingerprinter.finish(PATH, "image/jpeg"))
			.isEqualTo(new Asset(PATH, digest(file), length, "image/jpeg", pieces));
	}

	private static Digest digest(byte[] bytes) throws NoSuchAlgorithmException {
		return Digest.of(MessageDigest.getInstance("SHA-256").digest(bytes));
	}

}
