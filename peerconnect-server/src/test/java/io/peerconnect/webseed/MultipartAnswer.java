package io.peerconnect.webseed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.peerconnect.asset.HttpVisitor.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes answers with several parts apart (RFC 2046 §5.1.1).
 */
final class MultipartAnswer {

	private static final Pattern TYPE = Pattern.compile("multipart/byteranges; ?boundary=([-_A-Za-z0-9]{1,70})");

	private static final Pattern HEAD = Pattern
		.compile("\r\nContent-Type: ([^\r]+)\r\nContent-Range: ([^\r]+)\r\n\r\n");

	private MultipartAnswer() {
	}

	static List<Part> parse(Answer answer) {
		Matcher type = TYPE.matcher(String.valueOf(answer.header("Content-Type")));
		assertThat(type.matches()).as(answer.header("Content-Type")).isTrue();
		String delimiter = "\r\n--" + type.group(1);
		String[] pieces = new String(answer.body(), StandardCharsets.ISO_8859_1).split(Pattern.quote(delimiter), -1);
		assertThat(pieces[0]).isEmpty();
		assertThat(pieces[pieces.length - 1]).isEqualTo("--\r\n");
		List<Part> parts = new ArrayList<>();
		for (int i = 1; i < pieces.length - 1; i++) {
			Matcher head = HEAD.matcher(pieces[i]);
			assertThat(head.lookingAt()).isTrue();
			parts.add(new Part(head.group(2), head.group(1), pieces[i].substring(head.end())));
		}
		return parts;
	}

	/**
	 * A part.
	 *
	 * @param range its {@code Content-Range}
	 * @param mediaType its {@code Content-Type}
	 * @param content its bytes, each as one character
	 */
	record Part(String range, String mediaType, String content) {

	}

}
