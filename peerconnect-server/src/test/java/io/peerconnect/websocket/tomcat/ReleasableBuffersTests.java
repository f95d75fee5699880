package io.peerconnect.websocket.tomcat;

import java.nio.ByteBuffer;

import org.apache.tomcat.util.net.SocketBufferHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReleasableBuffers}.
 */
class ReleasableBuffersTests {

	private final SocketBufferHandler given = new SocketBufferHandler(100, 200, false);

	private final ReleasableBuffers buffers = new ReleasableBuffers(this.given);

	@Test
	void buffersAreThoseThatWereGivenUntilTheyAreReleased() {
		assertThat(this.buffers.getReadBuffer()).isSameAs(this.given.getReadBuffer());
		assertThat(this.buffers.getWriteBuffer()).isSameAs(this.given.getWriteBuffer());
		this.buffers.release();
		assertThat(this.buffers.getReadBuffer()).isNotSameAs(this.given.getReadBuffer());
		assertThat(this.buffers.getWriteBuffer()).isNotSameAs(this.given.getWriteBuffer());
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void newBuffersAreLikeThoseThatWereReleased(boolean direct) {
		ReleasableBuffers buffers = new ReleasableBuffers(new SocketBufferHandler(100, 200, direct));
		buffers.getReadBuffer().put((byte) 1);
		buffers.release();
		buffers.reset();
		assertThat(buffers.getReadBuffer()).isEqualTo(ByteBuffer.allocate(100));
		assertThat(buffers.getReadBuffer().isDirect()).isEqualTo(direct);
		assertThat(buffers.getWriteBuffer()).isEqualTo(ByteBuffer.allocate(200));
	}

	@Test
	void whatIsReleasedIsEmpty() {
		this.buffers.unReadReadBuffer(ByteBuffer.wrap(new byte[] { 1, 2 }));
		this.buffers.getWriteBuffer().put((byte) 3);
		assertThat(this.buffers.isReadBufferEmpty()).isFalse();
		assertThat(this.buffers.isWriteBufferEmpty()).isFalse();
		this.buffers.release();
		assertThat(this.buffers.isReadBufferEmpty()).isTrue();
		assertThat(this.buffers.isWriteBufferEmpty()).isTrue();
		assertThat(this.buffers.isWriteBufferWritable()).isTrue();
	}

	@Test
	void whatWasReadIsReadAgain() {
		this.buffers.unReadReadBuffer(ByteBuffer.wrap(new byte[] { 1, 2 }));
		this.buffers.configureReadBufferForRead();
		assertThat(this.buffers.getReadBuffer()).isEqualTo(ByteBuffer.wrap(new byte[] { 1, 2 }));
		this.buffers.reset();
		assertThat(this.buffers.isReadBufferEmpty()).isTrue();
	}

}
