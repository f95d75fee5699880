package io.peerconnect.browser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * A second of a tone.
 */
final class Tone {

	private static final int RATE = 22_050;

	private Tone() {
	}

	static byte[] wav() {
		byte[] samples = new byte[RATE * 2];
		for (int i = 0; i < RATE; i++) {
			short sample = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / RATE));
			samples[2 * i] = (byte) sample;
			samples[2 * i + 1] = (byte) (sample >> 8);
		}
		AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
		try (AudioInputStream stream = new AudioInputStream(new ByteArrayInputStream(samples), format, RATE)) {
			ByteArrayOutputStream wav = new ByteArrayOutputStream();
			AudioSystem.write(stream, AudioFileFormat.Type.WAVE, wav);
			return wav.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
