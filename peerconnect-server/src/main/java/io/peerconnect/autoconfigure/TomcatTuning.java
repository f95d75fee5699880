package io.peerconnect.autoconfigure;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Lowers buffers that Tomcat keeps for every WebSocket. All of them are the container's,
 * one even the JVM's, so that this happens on request only.
 */
final class TomcatTuning implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

	/* Read once, when the first WebSocket container of the JVM starts. */
	private static final String WEB_SOCKET_BUFFER = "org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE";

	private static final String BUFFER_SIZE = "1024";

	private static final String SOCKET_BUFFER_SIZE = "2048";

	@Override
	public void customize(ConfigurableTomcatWebServerFactory factory) {
		if (System.getProperty(WEB_SOCKET_BUFFER) == null) {
			System.setProperty(WEB_SOCKET_BUFFER, BUFFER_SIZE);
		}
		factory.addConnectorCustomizers((connector) -> {
			connector.setProperty("socket.appReadBufSize", SOCKET_BUFFER_SIZE);
			connector.setProperty("socket.appWriteBufSize", SOCKET_BUFFER_SIZE);
		});
	}

	@Override
	public int getOrder() {
		// What the site sets itself comes later, and wins.
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
