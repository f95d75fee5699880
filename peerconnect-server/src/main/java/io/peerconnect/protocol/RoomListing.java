package io.peerconnect.protocol;

import org.springframework.util.Assert;

/**
 * How a room shows in the public list. Who lists a room gives its key away: from then on
 * everybody who sees the list may come in, and the server could, too.
 *
 * @param name the name, at most 64 characters that show
 * @param key the key of the room: 16 bytes in base64url
 */
public record RoomListing(String name, String key) {

	private static final int NAME_CHARACTERS = 64;

	public RoomListing {
		Limits.requireText("name", name, NAME_CHARACTERS);
		Assert.isTrue(!name.isBlank() && name.codePoints().allMatch(RoomListing::isVisible),
				"'name' must have characters that show, and no others");
		Assert.isTrue(Base64Url.encodes(key, 16), "'key' must be 22 base64url characters");
	}

	/* Control and formatting characters can make one name look like another. */
	private static boolean isVisible(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

	@Override
	public String toString() {
		return this.name;
	}

}
