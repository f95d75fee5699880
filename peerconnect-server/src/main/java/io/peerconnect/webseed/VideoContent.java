package io.peerconnect.webseed;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a video, open for reading. For one thread.
 */
interface VideoContent extends Closeable {

	/**
	 * Read some bytes.
	 * @param buffer where to; at least one byte is read into it
	 * @param position position of the first byte in the video
	 * @throws VideoChangedException if the bytes may not be those that were hashed
	 * @throws IOException if the bytes cannot be read
	 */
	void read(ByteBuffer buffer, long position) throws IOException;

}
