package io.peerconnect.tracker;

import java.util.ArrayList;
import java.util.List;

import io.peerconnect.tracker.WebMessage.Id;
import io.peerconnect.tracker.WebMessage.Offer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one message. Whatever is not of the documented form is refused; components that
 * the tracker does not know are left out.
 */
final class WebMessageReader {

	/** Offers of one announce that count. */
	static final int MAX_OFFERS = 10;

	/** Torrents of one scrape. */
	static final int MAX_SCRAPED = 64;

	/** The longest session description, in bytes of JSON. */
	static final int MAX_DESCRIPTION_BYTES = 16 * 1024;

	/*
	 * No charset detection: places in the text are places in its UTF-8.
	 */
	private static final JsonFactory JSON = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).maxNumberLength(32).build())
		.disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
		.disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
		.build();

	private final byte[] json;

	private String action = "";

	private @Nullable Id torrent;

	private List<BinaryId> torrents = List.of();

	private @Nullable Id peer;

	private @Nullable BinaryId to;

	private @Nullable Id offerId;

	private @Nullable JsonSlice answer;

	private AnnounceEvent event = AnnounceEvent.UPDATE;

	private boolean complete;

	private int numwant = MAX_OFFERS;

	private List<Offer> offers = List.of();

	WebMessageReader(byte[] json) {
		this.json = json;
	}

	/**
	 * Return the torrent that the message is about, as far as it was read.
	 * @return the torrent, or {@code null}
	 */
	@Nullable Id findTorrent() {
		return this.torrent;
	}

	/**
	 * Read the message.
	 * @return the message
	 * @throws TrackerRefusedException if it is none
	 */
	WebMessage read() throws TrackerRefusedException {
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), this.json)) {
			require(parser.nextToken() == JsonToken.START_OBJECT);
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				parser.nextToken();
				readComponent(name, parser);
			}
			require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
		}
		catch (JacksonException ex) {
			throw new TrackerRefusedException(TrackerRefusal.MALFORMED);
		}
		return message();
	}

	private WebMessage message() throws TrackerRefusedException {
		if (this.action.equals("scrape")) {
			return new WebMessage.Scrape(this.torrents);
		}
		require(this.action.equals("announce"));
		Id torrent = required(this.torrent);
		Id peer = required(this.peer);
		if (this.answer != null) {
			return new WebMessage.Answer(torrent, peer, required(this.to), required(this.offerId), this.answer);
		}
		return new WebMessage.Announce(torrent, peer, this.event, this.complete, this.numwant, this.offers);
	}

	private void readComponent(String name, JsonParser parser) throws TrackerRefusedException {
		switch (name) {
			case "action" -> this.action = text(parser);
			case "info_hash" -> readTorrents(parser);
			case "peer_id" -> this.peer = id(parser);
			case "to_peer_id" -> this.to = (parser.currentToken() != JsonToken.VALUE_NULL) ? id(parser).value() : null;
			case "offer_id" -> this.offerId = (parser.currentToken() != JsonToken.VALUE_NULL) ? id(parser) : null;
			case "event" -> this.event = event(parser);
			case "left" -> this.complete = isZero(parser);
			case "numwant" -> this.numwant = count(parser);
			case "offers" -> this.offers = offers(parser);
			case "answer" ->
				this.answer = (parser.currentToken() != JsonToken.VALUE_NULL) ? description(parser, "answer") : null;
			default -> parser.skipChildren();
		}
	}

	private void readTorrents(JsonParser parser) throws TrackerRefusedException {
		if (parser.currentToken() == JsonToken.VALUE_STRING) {
			this.torrent = id(parser);
			this.torrents = List.of(this.torrent.value());
			return;
		}
		if (parser.currentToken() == JsonToken.VALUE_NULL) {
			return;
		}
		require(parser.currentToken() == JsonToken.START_ARRAY);
		List<BinaryId> torrents = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			require(torrents.size() < MAX_SCRAPED, TrackerRefusal.TOO_LARGE);
			torrents.add(id(parser).value());
		}
		// An empty list must not stand for all.
		require(!torrents.isEmpty());
		this.torrents = torrents;
	}

	private List<Offer> offers(JsonParser parser) throws TrackerRefusedException {
		if (parser.currentToken() == JsonToken.VALUE_NULL) {
			return List.of();
		}
		require(parser.currentToken() == JsonToken.START_ARRAY);
		List<Offer> offers = new ArrayList<>(MAX_OFFERS);
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			require(parser.currentToken() == JsonToken.START_OBJECT);
			if (offers.size() < MAX_OFFERS) {
				offers.add(offer(parser));
			}
			else {
				parser.skipChildren();
			}
		}
		return offers;
	}

	private Offer offer(JsonParser parser) throws TrackerRefusedException {
		Id id = null;
		JsonSlice description = null;
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			parser.nextToken();
			switch (name) {
				case "offer_id" -> id = id(parser);
				case "offer" -> description = description(parser, "offer");
				default -> parser.skipChildren();
			}
		}
		return new Offer(required(id), required(description));
	}

	/* Texts are not decoded: the peer that they are for will. */
	private JsonSlice description(JsonParser parser, String type) throws TrackerRefusedException {
		require(parser.currentToken() == JsonToken.START_OBJECT);
		int start = (int) parser.currentTokenLocation().getByteOffset();
		boolean typed = false;
		boolean described = false;
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			JsonToken token = parser.nextToken();
			switch (name) {
				case "type" -> typed = token == JsonToken.VALUE_STRING && parser.getString().equals(type);
				case "sdp" -> described = token == JsonToken.VALUE_STRING;
				default -> parser.skipChildren();
			}
		}
		require(typed && described);
		JsonSlice description = slice(parser, start);
		require(description.length() <= MAX_DESCRIPTION_BYTES, TrackerRefusal.TOO_LARGE);
		return description;
	}

	private Id id(JsonParser parser) throws TrackerRefusedException {
		require(parser.currentToken() == JsonToken.VALUE_STRING);
		int start = (int) parser.currentTokenLocation().getByteOffset();
		char[] characters = parser.getStringCharacters();
		BinaryId value = required(BinaryId.find(characters, parser.getStringOffset(), parser.getStringLength()));
		return new Id(value, slice(parser, start));
	}

	private JsonSlice slice(JsonParser parser, int start) {
		return new JsonSlice(this.json, start, (int) parser.currentLocation().getByteOffset());
	}

	private static AnnounceEvent event(JsonParser parser) throws TrackerRefusedException {
		if (parser.currentToken() == JsonToken.VALUE_NULL) {
			return AnnounceEvent.UPDATE;
		}
		return required(AnnounceEvent.find(text(parser)));
	}

	/*
	 * Infinity, which JSON writes as null, is not zero, and neither is what is missing.
	 */
	private static boolean isZero(JsonParser parser) {
		parser.skipChildren();
		return parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getDoubleValue() == 0;
	}

	private static int count(JsonParser parser) {
		parser.skipChildren();
		if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
			return MAX_OFFERS;
		}
		return (int) Math.max(0, Math.min(MAX_OFFERS, parser.getDoubleValue()));
	}

	private static String text(JsonParser parser) throws TrackerRefusedException {
		require(parser.currentToken() == JsonToken.VALUE_STRING);
		return parser.getString();
	}

	private static <T> T required(@Nullable T value) throws TrackerRefusedException {
		if (value == null) {
			throw new TrackerRefusedException(TrackerRefusal.MALFORMED);
		}
		return value;
	}

	private static void require(boolean condition) throws TrackerRefusedException {
		require(condition, TrackerRefusal.MALFORMED);
	}

	private static void require(boolean condition, TrackerRefusal reason) throws TrackerRefusedException {
		if (!condition) {
			throw new TrackerRefusedException(reason);
		}
	}

}
