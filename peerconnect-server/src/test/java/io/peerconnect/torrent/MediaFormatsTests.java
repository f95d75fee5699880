package io.peerconnect.torrent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MediaFormats}.
 */
class MediaFormatsTests {

	@ParameterizedTest
	@CsvSource({ "a.mp4, video/mp4", "A.MP4, video/mp4", "a.webm, video/webm", "a.mkv, video/x-matroska",
			"a.m4v, video/mp4", "a.mov, video/quicktime", "a.ogv, video/ogg", "a.avi, video/x-msvideo",
			"a.ts, video/mp2t", "a.mpg, video/mpeg", "a.mp3, audio/mpeg", "a.m4a, audio/mp4", "a.opus, audio/ogg",
			"a.flac, audio/flac", "a.wav, audio/wav" })
	void extensionTellsTheType(String name, String type) {
		assertThat(MediaFormats.findType(name)).isEqualTo(type);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.txt", "a.jpg", "a", "mp4", "a.mp4.part", "a.zip", "" })
	void othersAreNoMedia(String name) {
		assertThat(MediaFormats.findType(name)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "poster.jpg", "poster.WEBP", "captions.vtt", "captions.srt", "list.m3u8", "info.json",
			"page.html", "style.css" })
	void companionsAreExpectedBesideVideos(String name) {
		assertThat(MediaFormats.isCompanion(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.mp4", "a.mp3", "notes.txt", "a.zip", "README" })
	void othersAreNoCompanions(String name) {
		assertThat(MediaFormats.isCompanion(name)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\0\0\0\u0018ftypmp42", "\0\0\0\bwide\0\0\0\0mdat", "\u001A\u0045\u00DF\u00A3\u0001",
			"OggS\0\u0002", "fLaC\0\0", "RIFF1234WAVEfmt ", "RIFF1234AVI LIST", "FLV\u0001\u0005",
			"\0\0\u0001\u00BA\u0044", "\0\0\u0001\u00B3\u0014", "ID3\u0003\0", "\u00FF\u00FB\u0090\u0064",
			"\u00FF\u00F1\u0050\u0080" })
	void beginningsOfMediaArePlausible(String head) {
		assertThat(MediaFormats.isPlausible(head.getBytes(StandardCharsets.ISO_8859_1))).isTrue();
	}

	@Test
	void transportStreamHasAMarkInEveryPacket() {
		byte[] stream = new byte[MediaFormats.HEAD_LENGTH];
		stream[0] = 0x47;
		assertThat(MediaFormats.isPlausible(stream)).isFalse();
		stream[188] = 0x47;
		assertThat(MediaFormats.isPlausible(stream)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<", "<!DOCTYPE html><html>", "Good morning", "PK\u0003\u0004", "GIF89a",
			"\u0089PNG\r\n\u001A\n", "\u00FF\u00D8\u00FF\u00E0", "\u00FF\u00FEh\0i\0", "%PDF-1.7", "#EXTM3U" })
	void beginningsOfOthersAreNot(String head) {
		byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
		assertThat(MediaFormats.isPlausible(bytes)).isFalse();
		assertThat(MediaFormats.isPlausible(Arrays.copyOf(bytes, MediaFormats.HEAD_LENGTH))).isFalse();
	}

}
