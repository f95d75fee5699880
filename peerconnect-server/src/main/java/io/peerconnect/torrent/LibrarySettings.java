package io.peerconnect.torrent;

import java.time.Duration;
import java.util.Set;

import org.springframework.util.Assert;

/**
 * What the operator decides about the library.
 *
 * @param mediaTypes the wanted kinds of media, of {@code video} and {@code audio}
 * @param excludedFormats formats that are not wanted, named by their extension
 * @param minVideoSize the length from which on a video gets a torrent, in bytes
 * @param minAudioSize the length from which on an audio file gets a torrent, in bytes
 * @param settleTime how long a file must have stayed the same before it is hashed
 * @param rescanInterval interval between looks at the folders, besides those that a
 * change there causes
 * @param hashingThreads the number of threads that hash
 */
public record LibrarySettings(Set<String> mediaTypes, Set<String> excludedFormats, long minVideoSize, long minAudioSize,
		Duration settleTime, Duration rescanInterval, int hashingThreads) {

	public LibrarySettings {
		mediaTypes = Set.copyOf(mediaTypes);
		excludedFormats = Set.copyOf(excludedFormats);
		Assert.isTrue(hashingThreads > 0, () -> "'hashingThreads' must be positive, but was " + hashingThreads);
	}

	/**
	 * Return the length from which on a file gets a torrent.
	 * @param mediaType the media type of the file
	 * @return the length in bytes
	 */
	long minSize(String mediaType) {
		return mediaType.startsWith("audio/") ? this.minAudioSize : this.minVideoSize;
	}

	/**
	 * Return whether files of a kind are wanted.
	 * @param mediaType the media type
	 * @param extension the extension of the file
	 * @return whether they are
	 */
	boolean wants(String mediaType, String extension) {
		return this.mediaTypes.contains(mediaType.substring(0, mediaType.indexOf('/')))
				&& !this.excludedFormats.contains(extension);
	}

}
