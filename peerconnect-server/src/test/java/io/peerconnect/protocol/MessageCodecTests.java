package io.peerconnect.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import io.peerconnect.swarm.PeerId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessageCodec}. The fixtures are the ones that the client's tests read.
 */
class MessageCodecTests {

	private static final Path FIXTURES = Path.of("src/test/resources/protocol");

	private static final PeerId ALICE = new PeerId("n1-alice7Qk2Vx0pLw");

	private static final String LION = "K5ZGIZjXuNVWvETZ8TfUwy2JUu3WMTqTm1z-kPvX7zY";

	private final JsonMapper json = JsonMapper.builder().build();

	private final MessageCodec codec = new MessageCodec();

	@ParameterizedTest
	@MethodSource("clientFixtures")
	void clientMessagesSurviveTheRoundTrip(Path fixture) throws Exception {
		String text = Files.readString(fixture);
		ClientMessage message = this.codec.read(utf8(text));
		assertThat(this.json.readTree(this.codec.write(message, ClientMessage.class)))
			.isEqualTo(this.json.readTree(text));
	}

	@ParameterizedTest
	@MethodSource("serverFixtures")
	void serverMessagesSurviveTheRoundTrip(Path fixture) throws Exception {
		String text = Files.readString(fixture);
		ServerMessage message = this.codec.read(utf8(text), ServerMessage.class);
		assertThat(this.json.readTree(this.codec.write(message))).isEqualTo(this.json.readTree(text));
	}

	@Test
	void everyMessageHasItsFixture() throws IOException {
		assertThat(names(clientFixtures())).isEqualTo(types(ClientMessage.class));
		assertThat(names(serverFixtures())).isEqualTo(types(ServerMessage.class));
	}

	@Test
	void typeComesFirst() {
		assertThat(this.codec.write(new ServerMessage.Gone(ALICE))).asString(StandardCharsets.UTF_8)
			.isEqualTo("{\"type\":\"gone\",\"peer\":\"n1-alice7Qk2Vx0pLw\"}");
	}

	@Test
	void unknownFieldsAreIgnored() throws BadMessageException {
		assertThat(this.codec.read(utf8("{\"type\":\"availability\",\"sharing\":true,\"colour\":{\"a\":[1]}}")))
			.isEqualTo(new ClientMessage.Availability(true));
	}

	@Test
	void absentListsAreEmpty() throws BadMessageException {
		assertThat(this.codec.read(utf8("{\"type\":\"have\"}")))
			.isEqualTo(new ClientMessage.Have(List.of(), List.of()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			``                                                         | MALFORMED
			null                                                       | MALFORMED
			[]                                                         | MALFORMED
			{}                                                         | MALFORMED
			"offer"                                                    | MALFORMED
			{"type":null}                                              | MALFORMED
			{"type":7}                                                 | UNKNOWN_TYPE
			{"type":"shout"}                                           | UNKNOWN_TYPE
			{"type":"availability"}                                    | MALFORMED
			{"type":"availability","sharing":null}                     | MALFORMED
			{"type":"availability","sharing":"true"}                   | MALFORMED
			{"type":"availability","sharing":1}                        | MALFORMED
			{"type":"availability","sharing":true} x                   | MALFORMED
			{"type":"availability","sharing":true,"sharing":false}     | MALFORMED
			{"type":"want"}                                            | MALFORMED
			{"type":"want","assets":[null]}                            | MALFORMED
			{"type":"want","assets":["short"]}                         | MALFORMED
			{"type":"offer","to":"../../etc","sdp":""}                 | MALFORMED
			{"type":"offer","to":"n1-alice7Qk2Vx0pLw"}                 | MALFORMED
			{"type":"resolve","urls":["https://example.org/a.jpg"]}    | MALFORMED
			{"type":"report","received":1.5,"origin":0,"cached":0,"shared":0} | MALFORMED
			{"type":"report","received":1,"origin":0,"cached":0,"shared":0,"fallbacks":{"moon":1}} | MALFORMED
			""")
	void readTellsWhatIsWrong(String text, FailureCode code) {
		assertThatExceptionOfType(BadMessageException.class).isThrownBy(() -> this.codec.read(utf8(text)))
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo(code);
				assertThat(ex.detail()).doesNotContain("io.peerconnect").doesNotContain("jackson");
			});
	}

	@Test
	void readRefusesMoreAssetsThanTheLimit() {
		String assets = IntStream.range(0, 257).mapToObj((i) -> '"' + LION + '"').collect(Collectors.joining(","));
		assertThatExceptionOfType(BadMessageException.class)
			.isThrownBy(() -> this.codec.read(utf8("{\"type\":\"want\",\"assets\":[" + assets + "]}")))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(FailureCode.TOO_MANY))
			.withMessage("'assets' has 257 elements; its limit is 256");
	}

	@Test
	void readRefusesLongDescriptions() {
		String offer = offer("\"to\":\"" + ALICE + "\",\"sdp\":\"" + "v".repeat(16 * 1024 + 1) + "\"");
		assertThat(this.codec.findRelayed(utf8(offer))).isNull();
		assertThatExceptionOfType(BadMessageException.class).isThrownBy(() -> this.codec.read(utf8(offer)))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(FailureCode.TOO_LARGE));
	}

	@Test
	void reportedNumbersAreCutToACredibleRange() throws BadMessageException {
		ClientMessage message = this.codec
			.read(utf8("{\"type\":\"report\",\"received\":-5,\"origin\":9223372036854775807,\"cached\":0,\"shared\":7,"
					+ "\"connected\":-1,\"fallbacks\":{\"stalled\":-3}}"));
		assertThat(message)
			.isEqualTo(new ClientMessage.Report(0, 1L << 32, 0, 7, 0, Map.of(Cause.STALLED, 0L), List.of()));
	}

	@ParameterizedTest
	@CsvSource({ "offer", "answer", "candidate" })
	void relayedMessagesKeepEverythingButTheAddressee(String type) throws Exception {
		String text = Files.readString(FIXTURES.resolve("client").resolve(type + ".json"));
		RelayedMessage relayed = Objects.requireNonNull(this.codec.findRelayed(utf8(text)));
		assertThat(relayed.type()).isEqualTo(type);
		String to = "\"to\": \"" + relayed.to() + "\"";
		assertThat(text).contains(to);
		assertThat(relayed.jsonFrom(ALICE)).asString(StandardCharsets.UTF_8)
			.isEqualTo(text.replace(to, "\"from\": \"" + ALICE + "\""));
		assertThat(this.codec.read(relayed.jsonFrom(ALICE), ServerMessage.class)).isNotNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			"to":"n1-bob4tR8mZs1Yd","sdp":"v","from":"n1-mallory00"
			"from":"n1-mallory00","to":"n1-bob4tR8mZs1Yd","sdp":"v"
			"to":"n1-bob4tR8mZs1Yd","sdp":"v","to":"n1-mallory00"
			"to":"n1-bob4tR8mZs1Yd","sdp":"v","\\u0066rom":"n1-mallory00"
			"\\u0074o":"n1-bob4tR8mZs1Yd","sdp":"v"
			"to":"\\u006e1-bob4tR8mZs1Yd","sdp":"v"
			"to":"n1-bob4tR8mZs1Yd","sdp":{"a":1}
			"to":"n1-bob4tR8mZs1Yd","sdp":"v","type":"answer"
			"to":"n1-bob4tR8mZs1Yd"
			"sdp":"v"
			"to":"n1-bob4tR8mZs1Yd","sdp":"v"}{
			""")
	void unusualMessagesAreNotSpliced(String components) {
		assertThat(this.codec.findRelayed(utf8(offer(components)))).isNull();
	}

	@Test
	void nothingEscapesFromRandomBytes() {
		Random random = new Random(42);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[random.nextInt(200)];
			random.nextBytes(bytes);
			readSafely(bytes);
		}
	}

	@Test
	void nothingEscapesFromMutatedFixtures() throws IOException {
		Random random = new Random(4711);
		for (Path fixture : clientFixtures().toList()) {
			String text = Files.readString(fixture);
			for (int i = 0; i < 2_000; i++) {
				readSafely(utf8(Mutations.of(text, random)));
			}
		}
	}

	@Test
	void nothingEscapesFromDeepNesting() {
		readSafely(utf8("[".repeat(60_000)));
		readSafely(utf8("{\"type\":\"want\",\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}"));
		readSafely(utf8("{\"a\":".repeat(10_000)));
	}

	private void readSafely(byte[] json) {
		try {
			RelayedMessage relayed = this.codec.findRelayed(json);
			if (relayed != null) {
				this.codec.read(relayed.jsonFrom(ALICE), ServerMessage.class);
			}
			this.codec.read(json);
		}
		catch (BadMessageException ex) {
			assertThat(ex.code()).as(new String(json, StandardCharsets.UTF_8)).isNotNull();
		}
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String offer(String components) {
		return "{\"type\":\"offer\"," + components + "}";
	}

	private static Stream<Path> clientFixtures() throws IOException {
		return fixtures("client");
	}

	private static Stream<Path> serverFixtures() throws IOException {
		return fixtures("server");
	}

	private static Stream<Path> fixtures(String side) throws IOException {
		try (Stream<Path> files = Files.list(FIXTURES.resolve(side))) {
			return files.sorted().toList().stream();
		}
	}

	private static TreeSet<String> names(Stream<Path> fixtures) {
		return fixtures.map((path) -> path.getFileName().toString().replace(".json", ""))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static TreeSet<String> types(Class<?> sealed) {
		return Arrays.stream(MessageTypes.in(sealed))
			.map(MessageTypes::of)
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
