package io.peerconnect.asset;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class AssetLearnerTests {

	private static final AssetPath LION = new AssetPath("/lion.jpg");

	private static final byte[] ROAR = new byte[5000];

	private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

	private final MutableClock clock = new MutableClock();

	private final List<Asset> replaced = new ArrayList<>();

	private final LearnedAssets assets = new LearnedAssets(100, Duration.ofMinutes(1), List.of(this.replaced::add),
			this.clock);

	private final List<Refusal> refused = new ArrayList<>();

	private @Nullable AssetSource source;

	private final AssetLearner learner = new AssetLearner(this.assets,
			new Eligibility(Set.of("image"), Set.of(), 100, 10_000), (request) -> this.source, new OriginObserver() {

				@Override
				public void refused(Refusal reason) {
					AssetLearnerTests.this.refused.add(reason);
				}

			});

	@Test
	void knownVersionIsNotHashedAgain() {
		assertThat(serve("ETag", "\"v1\"").fingerprinter()).isNotNull();
		assertThat(serve("ETag", "\"v1\"").fingerprinter()).isNull();
		assertThat(serve("ETag", "\"v2\"").fingerprinter()).isNotNull();
		assertThat(serve("Last-Modified", "Tue, 01 Jan 2030 10:00:00 GMT").fingerprinter()).isNotNull();
		assertThat(serve("Last-Modified", "Tue, 01 Jan 2030 10:00:00 GMT").fingerprinter()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "ETag|W/\"v1\"", "Last-Modified|Tue, 01 Jan 2030 11:59:59 GMT", "X-Nothing|1" })
	void versionThatNothingProvesIsHashedEachTime(String name, String value) {
		serve(name, value);
		assertThat(serve(name, value).fingerprinter()).isNotNull();
		assertThat(this.assets.findByPath(LION)).isNotNull();
		assertThat(this.replaced).isEmpty();
	}

	@Test
	void refusedAnswerIsNotHashed() {
		assertThat(serve("Cache-Control", "private").fingerprinter()).isNull();
		assertThat(this.refused).containsExactly(Refusal.PRIVATE);
	}

	@Test
	void answerThatNeverEndsIsHashedUpToTheLimit() {
		Exchange exchange = exchange(200, "X-Nothing", "1");
		exchange.beforeBody();
		exchange.sent(ByteBuffer.allocate(10_000));
		assertThat(exchange.fingerprinter()).isNotNull();
		exchange.sent(ByteBuffer.allocate(1));
		assertThat(exchange.fingerprinter()).isNull();
		exchange.end();
		assertThat(this.refused).containsExactly(Refusal.TOO_LARGE);
	}

	@Test
	void fileThatChangesWhileItIsReadIsNotLearnt() {
		this.source = source(NOON, ROAR.length);
		serve("X-Nothing", "1");
		this.source = source(NOON.minusSeconds(60), ROAR.length + 1);
		serve("X-Nothing", "1");
		// Put in place with its old time, as rsync does.
		this.source = source(NOON.minusSeconds(60), ROAR.length);
		serve("Last-Modified", "Tue, 01 Jan 2030 11:58:00 GMT");
		assertThat(this.refused).containsExactly(Refusal.CHANGING, Refusal.CHANGING, Refusal.CHANGING);
		assertThat(this.assets.findByPath(LION)).isNull();
		serve("Last-Modified", "Tue, 01 Jan 2030 11:59:00 GMT");
		assertThat(this.assets.findByPath(LION)).isNotNull();
	}

	@Test
	void answerHoldsForAsLongAsItSays() {
		serve("Cache-Control", "max-age=10");
		this.clock.advance(Duration.ofSeconds(11));
		assertThat(this.assets.findByPath(LION)).isNull();
		serve("Cache-Control", "max-age=3600");
		this.clock.advance(Duration.ofSeconds(3599));
		assertThat(this.assets.findByPath(LION)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308, 401, 403, 404, 410 })
	void answerThatThereIsNoPublicFileForgetsIt(int status) {
		serve("ETag", "\"v1\"");
		exchange(status, "X-Nothing", "1").end();
		assertThat(this.assets.findByPath(LION)).isNull();
		assertThat(this.replaced).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 405, 412, 416, 429, 500, 502, 503, 504 })
	void answerThatSaysNothingOfTheFileForgetsNothing(int status) {
		serve("ETag", "\"v1\"");
		exchange(status, "X-Nothing", "1").end();
		assertThat(this.assets.findByPath(LION)).isNotNull();
	}

	@Test
	void partOfAnotherVersionForgetsTheFormer() {
		serve("ETag", "\"v1\"");
		exchange(206, "ETag", "\"v1\"").end();
		exchange(206, "X-Nothing", "1").end();
		assertThat(this.assets.findByPath(LION)).isNotNull();
		exchange(206, "ETag", "\"v2\"").end();
		assertThat(this.assets.findByPath(LION)).isNull();
	}

	@Test
	void cookieKeepsAnAnswerPrivateButNotTheFile() {
		serve("ETag", "\"v1\"");
		serve("Set-Cookie", "a=b");
		assertThat(this.assets.findByPath(LION)).isNotNull();
		assertThat(this.refused).containsExactly(Refusal.SET_COOKIE);
	}

	private Exchange serve(String name, String value) {
		Exchange exchange = exchange(200, name, value);
		exchange.declareLength(ROAR.length);
		exchange.beforeBody();
		exchange.sent(ByteBuffer.wrap(ROAR));
		exchange.end();
		return exchange;
	}

	private Exchange exchange(int status, String name, String value) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		response.setStatus(status);
		response.setContentType("image/jpeg");
		response.addHeader(name, value);
		return this.learner.start(LION, new MockHttpServletRequest("GET", LION.value()), response);
	}

	private static AssetSource source(Instant lastModified, long length) {
		return new AssetSource() {

			@Override
			public Instant lastModified() {
				return lastModified;
			}

			@Override
			public long length() {
				return length;
			}

			@Override
			public boolean isUnchanged() {
				return true;
			}

		};
	}

}
