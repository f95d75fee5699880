package io.peerconnect.page;

/**
 * Tells whether a {@code </script>} ends the script it stands in. It doesn't after
 * {@code <!-- <script>} (HTML standard §13.2.5.17 ff., script data escaped states).
 */
final class ScriptText {

	private static final String DECLARATION = "!--";

	private Escape escape = Escape.NONE;

	/** How much of {@link #DECLARATION} came, or −1 outside. */
	private int declared = -1;

	private int dashes;

	void begin() {
		this.escape = Escape.NONE;
		this.declared = -1;
		this.dashes = 0;
	}

	/**
	 * Return whether every character counts, not only {@code <}.
	 */
	boolean isEscaped() {
		return this.escape != Escape.NONE || this.declared >= 0;
	}

	/**
	 * Take note that the next character follows a {@code <} and is an exclamation mark.
	 */
	void declaration() {
		this.declared = 0;
	}

	void character(char c) {
		if (c == '>' && this.dashes >= 2) {
			this.escape = Escape.NONE;
		}
		this.dashes = (c == '-') ? this.dashes + 1 : 0;
		if (this.declared >= 0) {
			this.declared = (c == DECLARATION.charAt(this.declared)) ? this.declared + 1 : -1;
			if (this.declared == DECLARATION.length()) {
				this.declared = -1;
				this.escape = (this.escape == Escape.NONE) ? Escape.SINGLE : this.escape;
			}
		}
	}

	/**
	 * Take note of a script tag.
	 * @param closing whether it is an end tag
	 * @return whether the tag counts as a tag
	 */
	boolean tag(boolean closing) {
		if (!closing) {
			this.escape = (this.escape == Escape.NONE) ? Escape.NONE : Escape.DOUBLE;
			return false;
		}
		if (this.escape == Escape.DOUBLE) {
			this.escape = Escape.SINGLE;
			return false;
		}
		return true;
	}

	private enum Escape {

		NONE, SINGLE, DOUBLE

	}

}
