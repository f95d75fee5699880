package io.peerconnect.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.peerconnect.room.PublicList;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for rooms, in which visitors send files to each other.
 *
 * @param enabled Whether there are rooms, and the page that shows them
 * @param path Path below the context path of the page. By default, "rooms" below the path
 * of the other endpoints
 * @param maxRooms Maximum number of rooms on this node
 * @param maxRoomsPerAddress Maximum number of rooms that were opened from one address. An
 * IPv6 address counts as its /64
 * @param maxMembers Maximum number of members of a room, its host among them
 * @param emptyTimeout How long a room without members is kept, so that its host may come
 * back after a reload. If a duration suffix is not specified, milliseconds will be used
 * @param maxAge How long a room is kept at most. If a duration suffix is not specified,
 * milliseconds will be used
 * @param publicList Who sees the rooms that their hosts list: nobody, visitors with the
 * address of the host, or all visitors of the site. The server knows the key of a listed
 * room
 * @param codeLifetime How long a short code is good for. If a duration suffix is not
 * specified, milliseconds will be used
 * @param codeAttempts Attempts at a short code that may fail before it is burnt
 * @param relayEnabled Whether members without a direct path may send through the server
 * @param maxRelays Maximum number of relays on this node. Each has two WebSockets and may
 * take twice the relay window of memory
 * @param relayRate Size of what this node relays in a second. If a size suffix is not
 * specified, bytes will be used
 * @param relayRatePerRoom Size of what this node relays in a second for one room. If a
 * size suffix is not specified, bytes will be used
 * @param relayWindow Size of what may be under way in one direction of a relay. If a size
 * suffix is not specified, bytes will be used
 */
@ConfigurationProperties("peerconnect.rooms")
public record RoomsProperties(@DefaultValue("false") boolean enabled, @Nullable String path,
		@DefaultValue("1000") int maxRooms, @DefaultValue("20") int maxRoomsPerAddress,
		@DefaultValue("16") int maxMembers, @DefaultValue("5m") Duration emptyTimeout,
		@DefaultValue("24h") Duration maxAge, @DefaultValue("off") PublicList publicList,
		@DefaultValue("10m") Duration codeLifetime, @DefaultValue("3") int codeAttempts,
		@DefaultValue("true") boolean relayEnabled, @DefaultValue("200") int maxRelays,
		@DefaultValue("64MB") DataSize relayRate, @DefaultValue("16MB") DataSize relayRatePerRoom,
		@DefaultValue("1MB") DataSize relayWindow) {

	/* Who enters sends several messages to each of the others at once. */
	private static final int MOST_MEMBERS = 50;

	private static final long SMALLEST_WINDOW = 256 * 1024;

	private static final long SMALLEST_RATE = 64 * 1024;

	private static final long LARGEST = 1024 * 1024 * 1024;

	public RoomsProperties {
		if (path != null && !PeerConnectProperties.isPath(path)) {
			throw invalid("path", path, "It must start with '/', must not end with one, and may use letters, digits, "
					+ "'.', '_', '~' and '-' between. Use a path such as '/rooms'.");
		}
		requireFrom(1, "max-rooms", maxRooms);
		requireFrom(1, "max-rooms-per-address", maxRoomsPerAddress);
		if (maxMembers < 2 || maxMembers > MOST_MEMBERS) {
			throw invalid("max-members", maxMembers,
					"Use 2 to " + MOST_MEMBERS + ": every member connects to all others.");
		}
		requireFrom(1, "code-attempts", codeAttempts);
		requireFrom(1, "max-relays", maxRelays);
		requireBetween(Duration.ZERO, Duration.ofHours(24), "empty-timeout", emptyTimeout);
		requireBetween(Duration.ofMinutes(1), Duration.ofDays(30), "max-age", maxAge);
		requireBetween(Duration.ofMinutes(1), Duration.ofHours(1), "code-lifetime", codeLifetime);
		requireBetween(SMALLEST_RATE, LARGEST, "relay-rate", relayRate);
		requireBetween(SMALLEST_RATE, LARGEST, "relay-rate-per-room", relayRatePerRoom);
		requireBetween(SMALLEST_WINDOW, LARGEST, "relay-window", relayWindow);
	}

	private static void requireFrom(int least, String name, int value) {
		if (value < least) {
			throw invalid(name, value, "Use " + least + " or more; 'peerconnect.rooms.enabled=false' turns rooms off.");
		}
	}

	private static void requireBetween(Duration least, Duration most, String name, Duration value) {
		if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
			throw invalid(name, value, "Use a duration from " + least.toMinutes() + "m to " + most.toHours() + "h.");
		}
	}

	private static void requireBetween(long least, long most, String name, DataSize value) {
		if (value.toBytes() < least || value.toBytes() > most) {
			throw invalid(name, value, "Use a size from " + least / 1024 + "KB to " + most / 1024 / 1024 + "MB.");
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException("peerconnect.rooms." + name, value, reason);
	}

	String pathBelow(String ownPath) {
		return (this.path != null) ? this.path : ownPath + "/rooms";
	}

}
