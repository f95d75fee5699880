package io.peerconnect.webseed;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RangeHeader}, with a file of 10,000 bytes.
 */
class RangeHeaderTests {

	private static final long LENGTH = 10_000;

	@ParameterizedTest
	@CsvSource({ "bytes=0-0, 0, 1", "bytes=0-9999, 0, 10000", "bytes=100-, 100, 10000", "bytes=-1, 9999, 10000",
			"bytes=-500, 9500, 10000", "bytes=-20000, 0, 10000", "bytes=5-20000, 5, 10000",
			"bytes=5-99999999999999999999999, 5, 10000", "bytes=0000000000000000000000005-6, 5, 7", "BYTES=7-8, 7, 9",
			"bytes= 7-8 , 7, 9" })
	void singleRange(String header, long from, long to) {
		assertThat(find(header)).containsExactly(new ByteRange(from, to));
	}

	@ParameterizedTest
	@ValueSource(strings = { "bytes=10000-", "bytes=10000-10001", "bytes=-0", "bytes=99999999999999999999999-",
			"bytes=10000-,-0" })
	void nothingOfItInTheFile(String header) {
		assertThat(find(header)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "bytes", "bytes=", "bytes=,", "bytes=-", "bytes=a-b", "bytes=1", "bytes=2-1",
			"bytes=99999999999999999999999-99999999999999999999998", "bytes=1-2-3", "bytes=--1", "bytes=+1-2",
			"bytes=1 - 2", "bytes=0x1-2", "bytes=1-2;3-4", "bytes=\u0661-", "bytes 1-2", "items=0-5", "bytes=0-1,x",
			"bytes=0-1,5-2" })
	void malformedHeaderIsIgnored(String header) {
		assertThat(find(header)).isNull();
	}

	@Test
	void severalRangesKeepTheirOrder() {
		assertThat(find("bytes=5000-5099, ,0-99,-100")).containsExactly(new ByteRange(5000, 5100),
				new ByteRange(0, 100), new ByteRange(9900, 10000));
	}

	@Test
	void rangesBeyondTheFileAreLeftOut() {
		assertThat(find("bytes=20000-,0-99")).containsExactly(new ByteRange(0, 100));
	}

	@Test
	void overlappingAndNearRangesAreSentOnceAtTheFirstPlace() {
		assertThat(find("bytes=0-99,5000-5099,150-200,50-60")).containsExactly(new ByteRange(0, 201),
				new ByteRange(5000, 5100));
	}

	@Test
	void rangeThatJoinsTwoOthersMakesThemOne() {
		assertThat(find("bytes=3000-3999,1000-1999,2000-2999")).containsExactly(new ByteRange(1000, 4000));
	}

	@Test
	void sameByteManyTimesIsSentOnce() {
		String ranges = "0-,".repeat(60);
		assertThat(find("bytes=" + ranges)).containsExactly(new ByteRange(0, LENGTH));
	}

	@Test
	void moreThanSixteenPartsAreTheWholeFile() {
		assertThat(find(apart(16))).hasSize(16);
		assertThat(find(apart(17))).isNull();
	}

	@Test
	void moreThanSixtyFourRangesAreTheWholeFile() {
		assertThat(find("bytes=" + "0-1,".repeat(63) + "0-1")).hasSize(1);
		assertThat(find("bytes=" + "0-1,".repeat(64) + "0-1")).isNull();
		assertThat(find("bytes=" + ",".repeat(100_000))).isNull();
	}

	private static String apart(int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> (i * 500) + "-" + (i * 500 + 9))
			.collect(Collectors.joining(",", "bytes=", ""));
	}

	private static @Nullable List<ByteRange> find(String header) {
		return RangeHeader.find(header, LENGTH);
	}

}
