package io.peerconnect.signaling;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts long lists so that each part fits into one message.
 */
final class MessageBatches {

	/*
	 * A digest with its quotes and comma is 46 bytes. 1,000 of them leave a quarter of a
	 * message for everything around.
	 */
	private static final int MAX_WEIGHT = 1000;

	/* Digest, length and media type of an asset, measured in digests. */
	private static final int OWN_WEIGHT = 5;

	private MessageBatches() {
	}

	static <T> List<List<T>> of(List<T> elements, ToIntFunction<T> weight) {
		List<List<T>> batches = new ArrayList<>();
		List<T> batch = new ArrayList<>();
		int total = 0;
		for (T element : elements) {
			int own = OWN_WEIGHT + weight.applyAsInt(element);
			if (!batch.isEmpty() && total + own > MAX_WEIGHT) {
				batches.add(batch);
				batch = new ArrayList<>();
				total = 0;
			}
			batch.add(element);
			total += own;
		}
		if (!batch.isEmpty()) {
			batches.add(batch);
		}
		return batches;
	}

}
