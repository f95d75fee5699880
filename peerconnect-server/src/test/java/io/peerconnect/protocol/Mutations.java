package io.peerconnect.protocol;

import java.util.List;
import java.util.Random;

/**
 * Good messages gone bad, the same for the same seed.
 */
public final class Mutations {

	private static final List<String> PARTS = List.of("\"", "{", "}", "[", "]", ",", ":", "null", "-1", "1e999",
			"99999999999999999999999", "\\u0000", "\\ud800", "true", "\"type\"", "\"to\"", "\"from\":\"n1-mallory00\",",
			"𝄞", " ", "\n");

	private Mutations() {
	}

	public static String of(String text, Random random) {
		StringBuilder mutated = new StringBuilder(text);
		int times = 1 + random.nextInt(4);
		for (int i = 0; i < times && !mutated.isEmpty(); i++) {
			int at = random.nextInt(mutated.length());
			int end = Math.min(mutated.length(), at + 1 + random.nextInt(20));
			switch (random.nextInt(4)) {
				case 0 -> mutated.delete(at, end);
				case 1 -> mutated.insert(at, PARTS.get(random.nextInt(PARTS.size())));
				case 2 -> mutated.insert(at, mutated.substring(at, end));
				default -> mutated.setCharAt(at, (char) random.nextInt(0x300));
			}
		}
		return mutated.toString();
	}

}
