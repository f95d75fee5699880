package io.peerconnect.page;

import java.util.Set;

/**
 * Finds the tags of an HTML document that arrives in parts, with nothing kept but where
 * it is. Pulled by {@link #next}: each call advances to the next thing worth knowing.
 */
final class HtmlTokenizer {

	/*
	 * The states and their names follow the HTML standard §13.2.5 [1]. Merged are states
	 * that differ only in what they put into a token. What the tree builder decides there
	 * is decided here from the tags alone: after the start tag of a raw text element
	 * nothing but its end tag counts, <noscript> is one since scripts run in the pages
	 * that matter, and inside <svg> and <math> there are no raw text elements but CDATA
	 * sections. Where a page's tags don't nest, the count of open elements errs towards
	 * "inside", which leaves images alone.
	 *
	 * [1] https://html.spec.whatwg.org/multipage/parsing.html#tokenization
	 */

	private static final Set<String> RAW_TEXT = Set.of("script", "style", "textarea", "title", "noscript", "iframe",
			"xmp", "noembed", "noframes", "plaintext");

	private static final int LONGEST_NAME = 16;

	private static final String CDATA = "CDATA[";

	private final ScriptText script = new ScriptText();

	private final StringBuilder name = new StringBuilder(LONGEST_NAME);

	private State state = State.TEXT;

	private Event event = Event.END_OF_CHUNK;

	private boolean closing;

	private boolean slash;

	private String rawText = "";

	private int matched;

	private int foreignDepth;

	private int templateDepth;

	/**
	 * Advance to the next event.
	 * @param chunk what arrived
	 * @param from index of the first character not yet seen
	 * @param to index after the last character
	 * @return index of the first character that was not consumed
	 */
	int next(String chunk, int from, int to) {
		this.event = Event.END_OF_CHUNK;
		int i = from;
		while (i < to && this.event == Event.END_OF_CHUNK) {
			i = skip(chunk, i, to);
			if (i == to) {
				break;
			}
			if (step(chunk.charAt(i))) {
				i++;
			}
		}
		return i;
	}

	/** Skip what the state makes nothing of. */
	private int skip(String chunk, int from, int to) {
		char end = switch (this.state) {
			case TEXT -> '<';
			case RAW_TEXT -> this.script.isEscaped() ? 0 : '<';
			case DOUBLE_QUOTED -> '"';
			case SINGLE_QUOTED -> '\'';
			case COMMENT -> '-';
			case BOGUS_COMMENT -> '>';
			default -> 0;
		};
		if (end == 0) {
			return from;
		}
		int i = chunk.indexOf(end, from);
		return (i < 0 || i > to) ? to : i;
	}

	Event event() {
		return this.event;
	}

	/**
	 * Return the name of the tag at hand in lower case, cut where no known name is as
	 * long.
	 */
	String name() {
		return this.name.toString();
	}

	boolean isClosing() {
		return this.closing;
	}

	/**
	 * Return whether this is inside {@code <template>}, {@code <svg>} or {@code <math>}.
	 */
	boolean isInert() {
		return this.foreignDepth > 0 || this.templateDepth > 0;
	}

	/** Return whether the character is consumed. */
	private boolean step(char c) {
		return switch (this.state) {
			case TEXT -> open();
			case TAG_OPEN -> tagOpen(c);
			case END_TAG_OPEN -> endTagOpen(c);
			case TAG_NAME -> tagName(c);
			case BEFORE_ATTRIBUTE, ATTRIBUTE_NAME, AFTER_ATTRIBUTE_NAME -> attribute(c);
			case BEFORE_VALUE -> beforeValue(c);
			case DOUBLE_QUOTED -> to(c == '"' ? State.BEFORE_ATTRIBUTE : this.state);
			case SINGLE_QUOTED -> to(c == '\'' ? State.BEFORE_ATTRIBUTE : this.state);
			case UNQUOTED -> (c == '>') ? endTag() : to(isSpace(c) ? State.BEFORE_ATTRIBUTE : this.state);
			case MARKUP_DECLARATION -> markupDeclaration(c);
			case DECLARATION_DASH -> (c == '-') ? to(State.COMMENT_START) : reconsume(State.BOGUS_COMMENT);
			case BOGUS_COMMENT -> to(c == '>' ? State.TEXT : this.state);
			case COMMENT_START -> to(c == '-' ? State.COMMENT_START_DASH : (c == '>') ? State.TEXT : State.COMMENT);
			case COMMENT_START_DASH -> to(c == '-' ? State.COMMENT_END : (c == '>') ? State.TEXT : State.COMMENT);
			case COMMENT -> to(c == '-' ? State.COMMENT_DASH : this.state);
			case COMMENT_DASH -> to(c == '-' ? State.COMMENT_END : State.COMMENT);
			case COMMENT_END -> commentEnd(c);
			case COMMENT_END_BANG -> to(c == '>' ? State.TEXT : (c == '-') ? State.COMMENT_DASH : State.COMMENT);
			case CDATA_OPEN -> cdataOpen(c);
			case CDATA -> cdata(c);
			case RAW_TEXT -> rawText(c);
			case RAW_LESS_THAN -> rawLessThan(c);
			case RAW_END_NAME -> rawEndName(c);
			case PLAINTEXT -> true;
		};
	}

	private boolean to(State next) {
		this.state = next;
		return true;
	}

	private boolean reconsume(State next) {
		this.state = next;
		return false;
	}

	private boolean open() {
		this.event = Event.OPENED;
		this.name.setLength(0);
		this.closing = false;
		this.slash = false;
		return to(State.TAG_OPEN);
	}

	private boolean tagOpen(char c) {
		if (isLetter(c)) {
			return reconsume(State.TAG_NAME);
		}
		if (c == '/') {
			return to(State.END_TAG_OPEN);
		}
		this.event = Event.NO_TAG;
		if (c == '!') {
			return to(State.MARKUP_DECLARATION);
		}
		return (c == '?') ? to(State.BOGUS_COMMENT) : reconsume(State.TEXT);
	}

	private boolean endTagOpen(char c) {
		if (isLetter(c)) {
			this.closing = true;
			return reconsume(State.TAG_NAME);
		}
		this.event = Event.NO_TAG;
		return to((c == '>') ? State.TEXT : State.BOGUS_COMMENT);
	}

	private boolean tagName(char c) {
		if (isSpace(c) || c == '/' || c == '>') {
			this.event = Event.NAMED;
			return reconsume(State.BEFORE_ATTRIBUTE);
		}
		append(c);
		return true;
	}

	private void append(char c) {
		if (this.name.length() < LONGEST_NAME) {
			this.name.append((c >= 'A' && c <= 'Z') ? (char) (c + 32) : c);
		}
	}

	private boolean attribute(char c) {
		if (c == '>') {
			return endTag();
		}
		this.slash = (c == '/');
		if (this.slash) {
			return to(State.BEFORE_ATTRIBUTE);
		}
		if (isSpace(c)) {
			return to((this.state == State.BEFORE_ATTRIBUTE) ? this.state : State.AFTER_ATTRIBUTE_NAME);
		}
		return to((c == '=' && this.state != State.BEFORE_ATTRIBUTE) ? State.BEFORE_VALUE : State.ATTRIBUTE_NAME);
	}

	private boolean beforeValue(char c) {
		if (c == '>') {
			return endTag();
		}
		if (isSpace(c)) {
			return true;
		}
		return to((c == '"') ? State.DOUBLE_QUOTED : (c == '\'') ? State.SINGLE_QUOTED : State.UNQUOTED);
	}

	private boolean endTag() {
		this.event = Event.ENDED;
		String tag = name();
		switch (tag) {
			case "svg", "math" -> this.foreignDepth = nest(this.foreignDepth);
			case "template" -> this.templateDepth = nest(this.templateDepth);
			default -> {
				if (!this.closing && this.foreignDepth == 0 && RAW_TEXT.contains(tag)) {
					this.rawText = tag;
					this.script.begin();
					return to(tag.equals("plaintext") ? State.PLAINTEXT : State.RAW_TEXT);
				}
			}
		}
		return to(State.TEXT);
	}

	private int nest(int depth) {
		if (this.closing) {
			return Math.max(0, depth - 1);
		}
		boolean empty = this.slash && !name().equals("template");
		return empty ? depth : depth + 1;
	}

	private boolean markupDeclaration(char c) {
		if (c == '-') {
			return to(State.DECLARATION_DASH);
		}
		if (c == '[' && this.foreignDepth > 0) {
			this.matched = 0;
			return to(State.CDATA_OPEN);
		}
		return reconsume(State.BOGUS_COMMENT);
	}

	private boolean commentEnd(char c) {
		return to(switch (c) {
			case '>' -> State.TEXT;
			case '-' -> State.COMMENT_END;
			case '!' -> State.COMMENT_END_BANG;
			default -> State.COMMENT;
		});
	}

	private boolean cdataOpen(char c) {
		if (c != CDATA.charAt(this.matched)) {
			return reconsume(State.BOGUS_COMMENT);
		}
		this.matched++;
		if (this.matched < CDATA.length()) {
			return true;
		}
		this.matched = 0;
		return to(State.CDATA);
	}

	private boolean cdata(char c) {
		if (c == '>' && this.matched >= 2) {
			return to(State.TEXT);
		}
		this.matched = (c == ']') ? this.matched + 1 : 0;
		return true;
	}

	private boolean rawText(char c) {
		this.script.character(c);
		if (c == '<') {
			this.name.setLength(0);
			this.closing = false;
			return to(State.RAW_LESS_THAN);
		}
		return true;
	}

	private boolean rawLessThan(char c) {
		if (c == '/' && !this.closing) {
			this.closing = true;
			return true;
		}
		if (isLetter(c)) {
			return reconsume(State.RAW_END_NAME);
		}
		if (this.rawText.equals("script") && !this.closing && c == '!') {
			this.script.declaration();
		}
		return reconsume(State.RAW_TEXT);
	}

	private boolean rawEndName(char c) {
		if (isLetter(c)) {
			append(c);
			return true;
		}
		boolean complete = isSpace(c) || c == '/' || c == '>';
		if (complete && name().equals(this.rawText)) {
			if (this.rawText.equals("script") && !this.script.tag(this.closing)) {
				return reconsume(State.RAW_TEXT);
			}
			if (this.closing) {
				this.slash = false;
				return reconsume(State.BEFORE_ATTRIBUTE);
			}
		}
		return reconsume(State.RAW_TEXT);
	}

	private static boolean isLetter(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	}

	static boolean isSpace(char c) {
		return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
	}

	/**
	 * What was found.
	 */
	enum Event {

		/** Nothing more: the chunk is used up. */
		END_OF_CHUNK,

		/** A {@code <} that may begin a tag was consumed. */
		OPENED,

		/** It began none. */
		NO_TAG,

		/** The name of the tag is known. */
		NAMED,

		/** The {@code >} that ends the tag was consumed. */
		ENDED

	}

	private enum State {

		TEXT, TAG_OPEN, END_TAG_OPEN, TAG_NAME, BEFORE_ATTRIBUTE, ATTRIBUTE_NAME, AFTER_ATTRIBUTE_NAME, BEFORE_VALUE,
		DOUBLE_QUOTED, SINGLE_QUOTED, UNQUOTED, MARKUP_DECLARATION, DECLARATION_DASH, BOGUS_COMMENT, COMMENT_START,
		COMMENT_START_DASH, COMMENT, COMMENT_DASH, COMMENT_END, COMMENT_END_BANG, CDATA_OPEN, CDATA, RAW_TEXT,
		RAW_LESS_THAN, RAW_END_NAME, PLAINTEXT

	}

}
