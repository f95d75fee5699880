package io.peerconnect.torrent.bt;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.peerconnect.torrent.InfoHash;

/**
 * A peer that speaks the protocol (BEP 3) message by message, as tests tell it to.
 */
final class RawPeer implements AutoCloseable {

	static final int BLOCK = 16 * 1024;

	private static final byte[] PROTOCOL = "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);

	private static final int UNCHOKE = 1;

	private static final int INTERESTED = 2;

	private static final int BITFIELD = 5;

	private static final int REQUEST = 6;

	private static final int PIECE = 7;

	private final Socket socket = new Socket();

	private final DataInputStream in;

	private final DataOutputStream out;

	RawPeer(int port, int receiveBuffer) throws IOException {
		this.socket.setReceiveBufferSize(receiveBuffer);
		this.socket.setSoTimeout(30_000);
		this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		this.in = new DataInputStream(this.socket.getInputStream());
		this.out = new DataOutputStream(new BufferedOutputStream(this.socket.getOutputStream()));
	}

	RawPeer(int port) throws IOException {
		this(port, 1024 * 1024);
	}

	/**
	 * Shake hands for a torrent.
	 * @return whether the other side did too
	 */
	boolean handshake(InfoHash infoHash) throws IOException {
		this.out.write(PROTOCOL);
		this.out.write(new byte[8]);
		this.out.write(infoHash.bytes());
		this.out.write("-XX0001-123456789012".getBytes(StandardCharsets.US_ASCII));
		this.out.flush();
		byte[] answer = this.in.readNBytes(PROTOCOL.length + 8 + 20 + 20);
		return answer.length > 0 && Arrays.equals(infoHash.bytes(), 0, 20, answer, 28, 48);
	}

	/**
	 * Say that pieces are wanted, and wait until they may be asked for.
	 * @return the pieces that the other side has
	 */
	byte[] interest() throws IOException {
		this.out.writeInt(1);
		this.out.write(INTERESTED);
		this.out.flush();
		byte[] bitfield = new byte[0];
		while (true) {
			byte[] message = read();
			if (message.length > 0 && message[0] == BITFIELD) {
				bitfield = Arrays.copyOfRange(message, 1, message.length);
			}
			if (message.length > 0 && message[0] == UNCHOKE) {
				return bitfield;
			}
		}
	}

	void request(int piece, int offset, int length) throws IOException {
		this.out.writeInt(13);
		this.out.write(REQUEST);
		this.out.writeInt(piece);
		this.out.writeInt(offset);
		this.out.writeInt(length);
	}

	void flush() throws IOException {
		this.out.flush();
	}

	/**
	 * Wait for the next block.
	 */
	byte[] block() throws IOException {
		while (true) {
			byte[] message = read();
			if (message.length > 0 && message[0] == PIECE) {
				return Arrays.copyOfRange(message, 9, message.length);
			}
		}
	}

	/**
	 * Download a file, a block at a time.
	 */
	byte[] download(long length, int pieceLength) throws IOException {
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		while (file.size() < length) {
			int offset = file.size() % pieceLength;
			request(file.size() / pieceLength, offset,
					(int) Math.min(Math.min(BLOCK, pieceLength - offset), length - file.size()));
			flush();
			file.writeBytes(block());
		}
		return file.toByteArray();
	}

	/* Throws EOFException once the other side hung up. */
	private byte[] read() throws IOException {
		byte[] message = new byte[this.in.readInt()];
		this.in.readFully(message);
		return message;
	}

	/**
	 * Wait until the other side hangs up.
	 */
	boolean isHungUpOn() throws IOException {
		try {
			while (true) {
				read();
			}
		}
		catch (IOException ex) {
			// A time-out is no end.
			return !(ex instanceof SocketTimeoutException);
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
