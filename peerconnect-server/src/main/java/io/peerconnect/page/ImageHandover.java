package io.peerconnect.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.AssetPath;
import io.peerconnect.asset.Digest;

/**
 * Hands the images and sounds of one page over to the client: writes the tags of
 * PROTOCOL.md §5. Knows of the page how many images it had.
 */
final class ImageHandover {

	private static final Map<String, String> NAMES = Map.of("src", "data-peer-src", "srcset", "data-peer-srcset");

	private final SharedImages images;

	private final PageAddresses addresses;

	private int eager;

	private boolean sounds;

	/**
	 * Create the handover of one page.
	 * @param images the site's images
	 * @param addresses tells where the page's addresses lead
	 * @param eager how many images at the top of the page stay as they are
	 * @param sounds whether the page's policy lets sounds be played from memory
	 */
	ImageHandover(SharedImages images, PageAddresses addresses, int eager, boolean sounds) {
		this.images = images;
		this.addresses = addresses;
		this.eager = eager;
		this.sounds = sounds;
	}

	/**
	 * Return whether a {@code <meta>} lets images be shown from memory.
	 * @param text the tag
	 * @return {@code false} if it is a policy that forbids {@code blob:} images
	 */
	boolean isAllowedBy(String text) {
		Tag meta = Tag.parse(text);
		if (!"content-security-policy".equalsIgnoreCase(meta.findValue("http-equiv"))) {
			return true;
		}
		String content = meta.findValue("content");
		if (content == null) {
			return true;
		}
		String decoded = CharacterReferences.decode(content);
		ContentSecurityPolicy policy = ContentSecurityPolicy.parse((decoded != null) ? List.of(decoded) : List.of());
		this.sounds &= policy.allowsBlobMedia();
		return decoded != null && policy.allowsBlobImages();
	}

	/**
	 * Hand an {@code <audio>} over that browsers load as a whole, and not piece by piece
	 * while it plays.
	 * @param text the tag
	 * @return what to write in its place, or {@code null} if it stays
	 */
	@Nullable String findSoundReplacement(String text) {
		Tag tag = Tag.parse(text);
		boolean whole = tag.has("autoplay") || "auto".equalsIgnoreCase(tag.findValue("preload"));
		String src = this.addresses.findText(tag, "src");
		AssetPath path = (this.sounds && whole && src != null && !tag.has("crossorigin") && !isLeftAlone(tag))
				? this.addresses.resolve(src) : null;
		Digest digest = (path != null) ? this.images.findSound(path) : null;
		if (digest == null || !this.images.isActive(digest)) {
			return null;
		}
		return "<noscript>" + text + "</audio></noscript>" + rename(tag, List.of(digest));
	}

	/**
	 * Hand an {@code <img>} over.
	 * @param text the tag
	 * @return what to write in its place, or {@code null} if it stays
	 */
	@Nullable String findReplacement(String text) {
		return findReplacement(text, List.of(new Range(0, text.length())));
	}

	/**
	 * Hand the {@code <source>}s and the {@code <img>} of one {@code <picture>} over, all
	 * or none.
	 * @param text the text from the first tag to the end of the {@code <img>}
	 * @param ranges where its tags are, the {@code <img>} last
	 * @return what to write in its place, or {@code null} if it stays
	 */
	@Nullable String findReplacement(String text, List<Range> ranges) {
		boolean first = this.eager > 0;
		this.eager -= first ? 1 : 0;
		if (first) {
			return null;
		}
		List<Tag> tags = ranges.stream().map((range) -> Tag.parse(text.substring(range.from, range.to))).toList();
		List<List<@Nullable Digest>> digests = new ArrayList<>();
		boolean active = false;
		for (Tag tag : tags) {
			if (isLeftAlone(tag)) {
				return null;
			}
			List<@Nullable Digest> candidates = candidates(tag);
			active |= candidates.stream().anyMatch((digest) -> digest != null && this.images.isActive(digest));
			digests.add(candidates);
		}
		return active ? replace(text, ranges, tags, digests) : null;
	}

	private static boolean isLeftAlone(Tag tag) {
		return "off".equalsIgnoreCase(tag.findValue("data-peer"))
				|| "high".equalsIgnoreCase(tag.findValue("fetchpriority")) || tag.has("data-peer-src")
				|| tag.has("data-peer-srcset") || tag.has("data-peer-hash") || tag.isDuplicated("src")
				|| tag.isDuplicated("srcset");
	}

	private List<@Nullable Digest> candidates(Tag tag) {
		List<@Nullable Digest> digests = new ArrayList<>();
		if (tag.has("src")) {
			String src = this.addresses.findText(tag, "src");
			digests.add((src != null) ? findDigest(src) : null);
		}
		String srcset = this.addresses.findText(tag, "srcset");
		if (srcset != null) {
			Srcset.addresses(srcset).forEach((address) -> digests.add(findDigest(address)));
		}
		return digests;
	}

	private @Nullable Digest findDigest(String address) {
		AssetPath path = this.addresses.resolve(address);
		return (path != null) ? this.images.findDigest(path) : null;
	}

	private static String replace(String text, List<Range> ranges, List<Tag> tags,
			List<List<@Nullable Digest>> digests) {
		StringBuilder result = new StringBuilder(text.length() + 200);
		int copied = 0;
		for (int i = 0; i < tags.size(); i++) {
			Range range = ranges.get(i);
			result.append(text, copied, range.from);
			result.append(digests.get(i).isEmpty() ? tags.get(i).text() : rename(tags.get(i), digests.get(i)));
			copied = range.to;
		}
		String image = tags.get(tags.size() - 1).text();
		return result.append("<noscript>").append(image).append("</noscript>").toString();
	}

	private static String rename(Tag tag, List<@Nullable Digest> digests) {
		return tag.rename(NAMES, "data-peer-hash=\"" + join(digests) + "\"");
	}

	private static String join(List<@Nullable Digest> digests) {
		return digests.stream()
			.map((digest) -> (digest != null) ? digest.value() : "-")
			.collect(Collectors.joining(" "));
	}

	/**
	 * A part of a text.
	 *
	 * @param from index of the first character
	 * @param to index after the last
	 */
	record Range(int from, int to) {

	}

}
