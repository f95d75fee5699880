package io.peerconnect.tracker;

import java.util.Map;

import io.peerconnect.tracker.WebMessage.Id;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages for WebTorrent clients. What clients wrote is copied as it came: it was
 * parsed, so it is JSON, and stands where a value stands.
 */
final class WebReplies {

	private static final JsonSlice OFFER = JsonSlice.of("{\"action\":\"announce\",\"offer\":");

	private static final JsonSlice ANSWER = JsonSlice.of("{\"action\":\"announce\",\"answer\":");

	private static final JsonSlice OFFER_ID = JsonSlice.of(",\"offer_id\":");

	private static final JsonSlice PEER_ID = JsonSlice.of(",\"peer_id\":");

	private static final JsonSlice INFO_HASH = JsonSlice.of(",\"info_hash\":");

	private static final JsonSlice END = JsonSlice.of("}");

	private WebReplies() {
	}

	static byte[] announced(Id torrent, SwarmCounts counts, int interval) {
		return JsonSlice.join(JsonSlice.of("{\"complete\":" + counts.complete() + ",\"incomplete\":"
				+ counts.incomplete() + ",\"action\":\"announce\",\"interval\":" + interval), INFO_HASH, torrent.json(),
				END);
	}

	static byte[] offer(WebMessage.Offer offer, WebMessage.Announce from) {
		return JsonSlice.join(OFFER, offer.description(), OFFER_ID, offer.id().json(), PEER_ID, from.peer().json(),
				INFO_HASH, from.torrent().json(), END);
	}

	static byte[] answer(WebMessage.Answer answer) {
		return JsonSlice.join(ANSWER, answer.description(), OFFER_ID, answer.offerId().json(), PEER_ID,
				answer.peer().json(), INFO_HASH, answer.torrent().json(), END);
	}

	/**
	 * Return the answer to a scrape.
	 * @param files what there is, by infohash
	 * @param interval how long to wait before the next scrape, in seconds
	 * @return the JSON
	 */
	static byte[] scraped(Map<BinaryId, SwarmCounts> files, long interval) {
		StringBuilder json = new StringBuilder("{\"action\":\"scrape\",\"files\":{");
		String separator = "";
		for (Map.Entry<BinaryId, SwarmCounts> file : files.entrySet()) {
			SwarmCounts counts = file.getValue();
			json.append(separator)
				.append(file.getKey().json())
				.append(":{\"complete\":")
				.append(counts.complete())
				.append(",\"incomplete\":")
				.append(counts.incomplete())
				.append(",\"downloaded\":")
				.append(counts.downloaded())
				.append('}');
			separator = ",";
		}
		return JsonSlice.join(JsonSlice.of(json.append("},\"flags\":{\"min_request_interval\":") //
			.append(interval)
			.append("}}")
			.toString()));
	}

	/**
	 * Return the answer to a message that is refused. Without the action and the torrent,
	 * clients would take it for the end of the connection.
	 * @param reason the reason
	 * @param torrent the torrent that the message was about, as far as known
	 * @return the JSON
	 */
	static byte[] refused(TrackerRefusal reason, @Nullable Id torrent) {
		JsonSlice failure = JsonSlice.of("{\"action\":\"announce\",\"failure reason\":\"" + reason.text() + "\"");
		return (torrent != null) ? JsonSlice.join(failure, INFO_HASH, torrent.json(), END)
				: JsonSlice.join(failure, END);
	}

}
