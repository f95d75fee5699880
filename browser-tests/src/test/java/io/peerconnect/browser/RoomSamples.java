package io.peerconnect.browser;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.microsoft.playwright.Page;

/**
 * Small files that browsers can show.
 */
final class RoomSamples {

	private static final String FILM = """
			async () => {
				const canvas = document.createElement("canvas");
				canvas.width = canvas.height = 64;
				const context = canvas.getContext("2d");
				const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
				const parts = [];
				recorder.ondataavailable = ({ data }) => parts.push(data);
				const done = new Promise((resolve) => { recorder.onstop = resolve; });
				recorder.start();
				for (let frame = 0; frame < 15; frame += 1) {
					context.fillStyle = frame % 2 ? "red" : "blue";
					context.fillRect(0, 0, 64, 64);
					await new Promise((resolve) => setTimeout(resolve, 40));
				}
				recorder.stop();
				await done;
				const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
				return btoa(String.fromCharCode(...bytes));
			}
			""";

	/** 2 × 2 pixels. */
	private static final String PNG = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGM4IScHRAwQCgAfJgQRoo8irwAAAABJRU5ErkJggg==";

	private RoomSamples() {
	}

	static byte[] of(String name) {
		return switch (name.substring(name.lastIndexOf('.'))) {
			case ".png" -> Base64.getDecoder().decode(PNG);
			case ".wav" -> sound();
			case ".pdf" -> paper();
			default -> "<b>not bold</b>".getBytes(StandardCharsets.UTF_8);
		};
	}

	/**
	 * Film something.
	 * @param page a page to do it in
	 * @return a WebM film of 64 × 64 pixels
	 */
	static byte[] film(Page page) {
		return Base64.getDecoder().decode((String) page.evaluate(FILM));
	}

	/* One second of silence: 8,000 samples of 8 bits. */
	private static byte[] sound() {
		int samples = 8_000;
		ByteBuffer wav = ByteBuffer.allocate(44 + samples).order(ByteOrder.LITTLE_ENDIAN);
		wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples);
		wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 1);
		wav.putInt(samples).putInt(samples).putShort((short) 1).putShort((short) 8);
		wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples);
		while (wav.hasRemaining()) {
			wav.put((byte) 0x80);
		}
		return wav.array();
	}

	private static byte[] paper() {
		String[] objects = { "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
				"<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>" };
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		StringBuilder table = new StringBuilder("xref\n0 4\n0000000000 65535 f \n");
		out.writeBytes("%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII));
		for (int i = 0; i < objects.length; i++) {
			table.append("%010d 00000 n \n".formatted(out.size()));
			out.writeBytes("%d 0 obj%s endobj\n".formatted(i + 1, objects[i]).getBytes(StandardCharsets.US_ASCII));
		}
		String end = table + "trailer<</Size 4/Root 1 0 R>>\nstartxref\n" + out.size() + "\n%%EOF";
		out.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
		return out.toByteArray();
	}

}
