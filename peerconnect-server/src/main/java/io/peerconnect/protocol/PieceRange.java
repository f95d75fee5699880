package io.peerconnect.protocol;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import org.springframework.util.Assert;

/**
 * Consecutive pieces of a torrent, {@code [from, to]} in JSON.
 *
 * @param from the first
 * @param to the last
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({ "from", "to" })
public record PieceRange(int from, int to) {

	public PieceRange {
		Assert.isTrue(from >= 0 && from <= to, "A range of pieces must be [from, to], from not above to");
	}

}
