package io.peerconnect.websocket.tomcat;

import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;

/**
 * Tomcat's usual connector, whose sockets can release their buffers once they are taken
 * over. Public because Tomcat makes it.
 */
public final class ReleasingProtocol extends Http11NioProtocol {

	/**
	 * Create the protocol of a connector.
	 */
	public ReleasingProtocol() {
		super(new Endpoint());
	}

	private static final class Endpoint extends NioEndpoint {

		@Override
		protected NioChannel createChannel(SocketBufferHandler buffers) {
			return super.createChannel(new ReleasableBuffers(buffers));
		}

	}

}
