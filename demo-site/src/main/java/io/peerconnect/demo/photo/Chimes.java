package io.peerconnect.demo.photo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;

import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * A few notes of wind chimes, as a sound file.
 */
final class Chimes {

	private static final int RATE = 22_050;

	private static final int SECONDS = 9;

	/** A pentatonic scale, in hertz: no two notes of it clash. */
	private static final double[] NOTES = { 523.25, 587.33, 659.26, 783.99, 880, 1046.5 };

	private Chimes() {
	}

	static void record(Path file) throws IOException {
		double[] samples = new double[RATE * SECONDS];
		Noise wind = new Noise(7);
		double start = 0;
		for (int stroke = 0; start < SECONDS - 2; stroke++) {
			strike(samples, start, NOTES[(int) (wind.corner(stroke, 1) * NOTES.length)]);
			start += 0.15 + 0.6 * wind.corner(stroke, 2);
		}
		byte[] bytes = new byte[samples.length * 2];
		for (int i = 0; i < samples.length; i++) {
			int value = (int) (Math.tanh(samples[i]) * Short.MAX_VALUE * 0.7);
			bytes[2 * i] = (byte) value;
			bytes[2 * i + 1] = (byte) (value >> 8);
		}
		AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
		try (AudioInputStream stream = new AudioInputStream(new ByteArrayInputStream(bytes), format, samples.length)) {
			AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
		}
	}

	private static void strike(double[] samples, double start, double hertz) {
		int first = (int) (start * RATE);
		for (int i = first; i < samples.length; i++) {
			double seconds = (double) (i - first) / RATE;
			double angle = 2 * Math.PI * hertz * seconds;
			// A tube rings at multiples of its note that are not whole numbers.
			samples[i] += 0.3 * Math.exp(-2.4 * seconds) * Math.sin(angle)
					+ 0.12 * Math.exp(-4.5 * seconds) * Math.sin(angle * 2.76)
					+ 0.05 * Math.exp(-8 * seconds) * Math.sin(angle * 5.4);
		}
	}

}
