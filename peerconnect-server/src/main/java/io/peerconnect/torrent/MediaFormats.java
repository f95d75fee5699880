package io.peerconnect.torrent;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaTypeFactory;

/**
 * Tells what kind of media a file is, by its name and by its first bytes.
 */
final class MediaFormats {

	/**
	 * As many of a file's first bytes as {@link #isPlausible} wants to see.
	 */
	static final int HEAD_LENGTH = 256;

	private static final int TRANSPORT_PACKET = 188;

	/* Formats that browsers play and Spring's list lacks or has under a name of old. */
	private static final Map<String, String> MISSING = Map.ofEntries(Map.entry("mkv", "video/x-matroska"),
			Map.entry("webm", "video/webm"), Map.entry("m4v", "video/mp4"), Map.entry("ogv", "video/ogg"),
			Map.entry("ts", "video/mp2t"), Map.entry("m2ts", "video/mp2t"), Map.entry("mts", "video/mp2t"),
			Map.entry("m4a", "audio/mp4"), Map.entry("m4b", "audio/mp4"), Map.entry("mka", "audio/x-matroska"),
			Map.entry("weba", "audio/webm"), Map.entry("opus", "audio/ogg"), Map.entry("oga", "audio/ogg"),
			Map.entry("flac", "audio/flac"), Map.entry("wav", "audio/wav"), Map.entry("aac", "audio/aac"));

	private static final Set<String> COMPANIONS = Set.of("vtt", "srt", "ass", "ssa", "sub", "nfo", "m3u", "m3u8", "mpd",
			"xml", "json", "torrent", "db", "ini", "html", "htm", "css", "js", "mjs", "map", "woff", "woff2");

	private MediaFormats() {
	}

	/**
	 * Find the media type of a video or an audio file.
	 * @param name the name of the file
	 * @return the media type, or {@code null} if the name says that it is neither
	 */
	static @Nullable String findType(String name) {
		String type = MISSING.get(extension(name));
		if (type == null) {
			type = MediaTypeFactory.getMediaType(name).map(Object::toString).orElse("");
		}
		return (type.startsWith("video/") || type.startsWith("audio/")) ? type : null;
	}

	/**
	 * Return whether a file that is neither video nor audio usually lies beside some.
	 * @param name the name of the file
	 * @return whether it is a picture, captions, a playlist, part of a page or the like
	 */
	static boolean isCompanion(String name) {
		return COMPANIONS.contains(extension(name))
				|| MediaTypeFactory.getMediaType(name).filter((type) -> type.getType().equals("image")).isPresent();
	}

	/**
	 * Return the extension of a file.
	 * @param name the name of the file
	 * @return what follows the last dot in lower case, or nothing
	 */
	static String extension(String name) {
		return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
	}

	/**
	 * Return whether a file may be video or audio.
	 * @param head its first {@value #HEAD_LENGTH} bytes, or all of them if it has less
	 * @return {@code false} if it begins as no such file does
	 */
	static boolean isPlausible(byte[] head) {
		return isContainer(head) || isStream(head);
	}

	private static boolean isContainer(byte[] head) {
		// ISO base media: a box with a length and a type. QuickTime may begin without
		// 'ftyp'.
		return has(head, 4, "ftyp") || has(head, 4, "moov") || has(head, 4, "mdat") || has(head, 4, "wide")
				|| has(head, 4, "free") || has(head, 4, "skip") || has(head, 4, "styp")
				// Matroska and WebM
				|| has(head, 0, "\u001A\u0045\u00DF\u00A3") || has(head, 0, "OggS") || has(head, 0, "fLaC")
				// WAV, AVI
				|| has(head, 0, "RIFF") || has(head, 0, "RF64") || has(head, 0, "FORM")
				// Flash video; ASF (Windows Media); RealMedia
				|| has(head, 0, "FLV") || has(head, 0, "\u0030\u0026\u00B2\u0075") || has(head, 0, ".RMF");
	}

	private static boolean isStream(byte[] head) {
		// MPEG program stream and video; transport stream, also with time codes of
		// Blu-ray
		return has(head, 0, "\0\0\u0001\u00BA") || has(head, 0, "\0\0\u0001\u00B3") || isTransport(head, 0, 0)
				|| isTransport(head, 4, 4) || has(head, 0, "ID3") || has(head, 0, "#!AMR") || has(head, 0, "MThd")
				|| has(head, 0, ".snd") || isAudioFrame(head);
	}

	private static boolean isTransport(byte[] head, int offset, int extra) {
		return has(head, offset, "G") && has(head, offset + TRANSPORT_PACKET + extra, "G");
	}

	/* MPEG audio and ADTS begin with eleven bits set. */
	private static boolean isAudioFrame(byte[] head) {
		return head.length > 2 && (head[0] & 0xFF) == 0xFF && (head[1] & 0xE0) == 0xE0 && (head[1] & 0xFF) != 0xFF
				&& (head[1] & 0xFF) != 0xFE;
	}

	private static boolean has(byte[] head, int offset, String signature) {
		if (head.length < offset + signature.length()) {
			return false;
		}
		for (int i = 0; i < signature.length(); i++) {
			if ((head[offset + i] & 0xFF) != signature.charAt(i)) {
				return false;
			}
		}
		return true;
	}

}
