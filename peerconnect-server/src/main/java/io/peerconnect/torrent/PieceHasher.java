package io.peerconnect.torrent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

import org.springframework.core.io.Resource;

/**
 * Computes the digests of the pieces of files, on as many threads as an executor has.
 */
final class PieceHasher {

	/*
	 * Threads take neighbouring stretches of a file in turn, so that a disk with heads
	 * reads on instead of jumping between them. They read in steps that stay in the cache
	 * of their core until they are hashed; smaller ones cost calls, longer ones cache
	 * misses. A thread holds one step in memory, whatever the length of file and pieces.
	 */

	private static final int STEP = 64 * 1024;

	private static final int STRETCH = 1024 * 1024;

	private final Executor executor;

	private final int threads;

	private final LongConsumer progress;

	/**
	 * Create a hasher.
	 * @param executor where files are hashed
	 * @param threads the number of its threads
	 * @param progress told how many bytes were hashed, whenever some were
	 */
	PieceHasher(Executor executor, int threads, LongConsumer progress) {
		this.executor = executor;
		this.threads = threads;
		this.progress = progress;
	}

	/**
	 * Hash a file.
	 * @param file the file
	 * @param length its length in bytes
	 * @param pieceLength the length of every piece but the last, in bytes
	 * @return the digests, one after the other, once they are known; fails with
	 * {@link UncheckedIOException} if the file cannot be read or is shorter
	 */
	CompletableFuture<byte[]> hash(Path file, long length, int pieceLength) {
		byte[] digests = new byte[Metainfo.Info.piecesLength(length, pieceLength)];
		int pieces = digests.length / InfoHash.LENGTH;
		int piecesAtOnce = Math.max(1, STRETCH / pieceLength);
		int stretches = (pieces + piecesAtOnce - 1) / piecesAtOnce;
		AtomicInteger next = new AtomicInteger();
		List<CompletableFuture<Void>> workers = new ArrayList<>();
		for (int i = 0; i < Math.min(this.threads, stretches); i++) {
			workers.add(CompletableFuture.runAsync(() -> {
				try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
					Stretch stretch = new Stretch(channel, length, pieceLength, digests);
					for (int s = next.getAndIncrement(); s < stretches; s = next.getAndIncrement()) {
						stretch.hash(s * piecesAtOnce, Math.min(pieces, (s + 1) * piecesAtOnce));
					}
				}
				catch (IOException ex) {
					// The others need not go on.
					next.set(stretches);
					throw new UncheckedIOException(ex);
				}
			}, this.executor));
		}
		return CompletableFuture.allOf(workers.toArray(CompletableFuture[]::new)).thenApply((done) -> digests);
	}

	/**
	 * Hash a file inside a jar, which can only be read from its beginning.
	 * @param resource the file
	 * @param length its length in bytes
	 * @param pieceLength the length of every piece but the last, in bytes
	 * @return the digests, as {@link #hash(Path, long, int)} returns them
	 */
	CompletableFuture<byte[]> hash(Resource resource, long length, int pieceLength) {
		return CompletableFuture.supplyAsync(() -> {
			try (InputStream in = resource.getInputStream()) {
				return hash(in, length, pieceLength);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}, this.executor);
	}

	private byte[] hash(InputStream in, long length, int pieceLength) throws IOException {
		byte[] digests = new byte[Metainfo.Info.piecesLength(length, pieceLength)];
		byte[] step = new byte[STEP];
		MessageDigest sha1 = sha1();
		long left = length;
		for (int offset = 0; offset < digests.length; offset += InfoHash.LENGTH) {
			long end = left - Math.min(left, pieceLength);
			while (left > end) {
				int read = in.readNBytes(step, 0, (int) Math.min(step.length, left - end));
				requireRead(read);
				sha1.update(step, 0, read);
				left -= read;
				this.progress.accept(read);
			}
			finish(sha1, digests, offset);
		}
		return digests;
	}

	private static void requireRead(int read) throws EOFException {
		if (read <= 0) {
			throw new EOFException("it became shorter");
		}
	}

	private static MessageDigest sha1() {
		try {
			return MessageDigest.getInstance("SHA-1");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void finish(MessageDigest sha1, byte[] digests, int offset) {
		try {
			sha1.digest(digests, offset, InfoHash.LENGTH);
		}
		catch (DigestException ex) {
			throw new CompletionException(ex);
		}
	}

	/**
	 * Hashes stretches of one file, on one thread.
	 */
	private final class Stretch {

		private final FileChannel channel;

		private final long length;

		private final int pieceLength;

		private final byte[] digests;

		private final ByteBuffer step = ByteBuffer.allocate(STEP);

		private final MessageDigest sha1 = sha1();

		private Stretch(FileChannel channel, long length, int pieceLength, byte[] digests) {
			this.channel = channel;
			this.length = length;
			this.pieceLength = pieceLength;
			this.digests = digests;
		}

		void hash(int firstPiece, int endPiece) throws IOException {
			for (int piece = firstPiece; piece < endPiece; piece++) {
				long position = (long) piece * this.pieceLength;
				long end = Math.min(this.length, position + this.pieceLength);
				while (position < end) {
					position += read(position, end);
				}
				finish(this.sha1, this.digests, piece * InfoHash.LENGTH);
			}
		}

		private int read(long position, long end) throws IOException {
			this.step.clear().limit((int) Math.min(STEP, end - position));
			int read = this.channel.read(this.step, position);
			requireRead(read);
			this.sha1.update(this.step.array(), 0, read);
			PieceHasher.this.progress.accept(read);
			return read;
		}

	}

}
