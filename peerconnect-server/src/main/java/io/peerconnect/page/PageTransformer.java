package io.peerconnect.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Changes one page while it streams by: puts our tags into its head and hands its images
 * and sounds over. Keeps back one unfinished tag at most, or one {@code <picture>} up to
 * its {@code <img>}.
 */
final class PageTransformer {

	/** A tag or picture that is longer passes through as it is. */
	static final int LONGEST_CAPTURE = 8 * 1024;

	/** Where no place for our tags came before, none is looked for any more. */
	private static final int LONGEST_PREAMBLE = 64 * 1024;

	private final HtmlTokenizer tokenizer = new HtmlTokenizer();

	private final StringBuilder held = new StringBuilder();

	private final List<ImageHandover.Range> pictureTags = new ArrayList<>();

	private final Supplier<String> headTags;

	private final PageAddresses addresses;

	private final @Nullable ImageHandover handover;

	private boolean injected;

	private boolean handingOver;

	private boolean capturing;

	/** Index in the chunk at hand where the captured text begins or goes on. */
	private int captureFrom;

	/** Index in the chunk at hand up to which all is written. */
	private int written;

	private Picture picture = Picture.NONE;

	private int pictureTagFrom;

	/** Number of characters before the chunk at hand. */
	private long offset;

	private boolean hopeless;

	/**
	 * Create a transformer for one page.
	 * @param headTags what goes into the head
	 * @param addresses tells where the page's addresses lead
	 * @param handover hands images and sounds over, or {@code null} to leave them alone
	 */
	PageTransformer(Supplier<String> headTags, PageAddresses addresses, @Nullable ImageHandover handover) {
		this.headTags = headTags;
		this.addresses = addresses;
		this.handover = handover;
		this.handingOver = handover != null;
	}

	/**
	 * Return whether everything that comes may be written as it is.
	 */
	boolean isDone() {
		return this.hopeless || (this.injected && !this.handingOver);
	}

	/**
	 * Write a chunk of the page, except for what has to be kept back.
	 * @param chunk what arrived
	 * @param output where it goes
	 * @throws IOException if the output fails
	 */
	void process(String chunk, Output output) throws IOException {
		this.written = 0;
		this.captureFrom = 0;
		int i = 0;
		while (i < chunk.length() && !isDone()) {
			i = this.tokenizer.next(chunk, i, chunk.length());
			if (this.capturing && capturedLength(i) > LONGEST_CAPTURE) {
				release(output);
			}
			switch (this.tokenizer.event()) {
				case OPENED -> opened(i - 1);
				case NO_TAG -> noTag(output);
				case NAMED -> named(output);
				case ENDED -> ended(chunk, i, output);
				case END_OF_CHUNK -> {
				}
			}
		}
		if (this.capturing) {
			output.copy(this.written, this.captureFrom);
			this.held.append(chunk, this.captureFrom, chunk.length());
		}
		else {
			output.copy(this.written, chunk.length());
		}
		this.offset += chunk.length();
	}

	/**
	 * Write what is kept back as it came.
	 * @param output where it goes
	 * @throws IOException if the output fails
	 */
	void release(Output output) throws IOException {
		if (!this.held.isEmpty()) {
			output.write(this.held.toString());
			this.held.setLength(0);
		}
		this.capturing = false;
		if (this.picture == Picture.CAPTURED) {
			this.picture = Picture.LEFT_ALONE;
		}
	}

	private void opened(int at) {
		if (!this.handingOver) {
			return;
		}
		if (this.capturing) {
			this.pictureTagFrom = capturedLength(at);
			return;
		}
		this.capturing = true;
		this.captureFrom = at;
	}

	private void noTag(Output output) throws IOException {
		if (this.picture != Picture.CAPTURED) {
			release(output);
		}
	}

	private void named(Output output) throws IOException {
		if (this.capturing && !isInteresting(this.tokenizer.name())) {
			release(output);
		}
	}

	private boolean isInteresting(String name) {
		if (this.tokenizer.isClosing() || this.tokenizer.isInert()) {
			return false;
		}
		if (this.picture == Picture.CAPTURED) {
			return name.equals("img") || name.equals("source");
		}
		return switch (name) {
			case "base", "meta" -> true;
			case "img", "picture", "audio" -> this.injected && this.picture == Picture.NONE;
			default -> false;
		};
	}

	private void ended(String chunk, int end, Output output) throws IOException {
		String name = this.tokenizer.name();
		boolean closing = this.tokenizer.isClosing();
		if (closing && name.equals("picture")) {
			this.picture = Picture.NONE;
		}
		this.hopeless = !this.injected && this.offset + end > LONGEST_PREAMBLE;
		if (this.hopeless) {
			release(output);
		}
		else if (!this.injected && !this.tokenizer.isInert() && isPlaceForHeadTags(name, closing)) {
			this.injected = true;
			output.copy(this.written, end);
			output.write(this.headTags.get());
			this.written = end;
		}
		if (this.capturing) {
			captured(name, chunk, end, output);
		}
	}

	private static boolean isPlaceForHeadTags(String name, boolean closing) {
		return closing ? name.equals("title") : (name.equals("head") || name.equals("body"));
	}

	private void captured(String name, String chunk, int end, Output output) throws IOException {
		if (name.equals("picture")) {
			this.picture = Picture.CAPTURED;
			this.pictureTags.clear();
			return;
		}
		if (this.picture == Picture.CAPTURED) {
			this.pictureTags.add(new ImageHandover.Range(this.pictureTagFrom, capturedLength(end)));
			if (name.equals("source")) {
				return;
			}
		}
		String replacement = findReplacement(name, this.held + chunk.substring(this.captureFrom, end));
		if (replacement != null) {
			output.copy(this.written, this.captureFrom);
			output.write(replacement);
			this.held.setLength(0);
			this.written = end;
		}
		release(output);
	}

	private @Nullable String findReplacement(String name, String text) {
		switch (name) {
			case "base" -> this.handingOver &= this.addresses.rebase(text);
			case "meta" -> this.handingOver &= this.handover != null && this.handover.isAllowedBy(text);
			case "audio" -> {
				return (this.handover != null) ? this.handover.findSoundReplacement(text) : null;
			}
			default -> {
				if (this.handover != null) {
					return (this.picture == Picture.CAPTURED)
							? this.handover.findReplacement(text, List.copyOf(this.pictureTags))
							: this.handover.findReplacement(text);
				}
			}
		}
		return null;
	}

	private int capturedLength(int end) {
		return this.held.length() + end - this.captureFrom;
	}

	private enum Picture {

		/** Outside. */
		NONE,

		/** Inside, with all from its beginning kept back. */
		CAPTURED,

		/** Inside, with some of it gone already. */
		LEFT_ALONE

	}

	/**
	 * Where a page goes.
	 */
	interface Output {

		/**
		 * Write a part of the chunk at hand.
		 * @param from index of the first character
		 * @param to index after the last
		 * @throws IOException if it fails
		 */
		void copy(int from, int to) throws IOException;

		/**
		 * Write other text.
		 * @param text characters of the kind that chunks have
		 * @throws IOException if it fails
		 */
		void write(String text) throws IOException;

	}

}
