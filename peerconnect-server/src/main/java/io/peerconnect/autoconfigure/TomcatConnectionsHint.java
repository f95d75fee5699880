package io.peerconnect.autoconfigure;

import org.apache.coyote.AbstractProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Says at start if Tomcat takes fewer connections than signalling may have sessions:
 * visitors beyond that would wait for pages too.
 */
final class TomcatConnectionsHint implements ApplicationListener<WebServerInitializedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(TomcatConnectionsHint.class);

	private final int maxSessions;

	TomcatConnectionsHint(int maxSessions) {
		this.maxSessions = maxSessions;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		// Actuator's port, which has a namespace, takes no signalling.
		if (event.getApplicationContext().getServerNamespace() != null
				|| !(event.getWebServer() instanceof TomcatWebServer server)
				|| !(server.getTomcat().getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol)) {
			return;
		}
		int connections = protocol.getMaxConnections();
		if (connections != -1 && connections < this.maxSessions) {
			logger.info("Tomcat takes {} connections at once, each visitor keeps one, and signalling would take {}. "
					+ "Where that many come, raise 'server.tomcat.max-connections'; where not, lower "
					+ "'peerconnect.signaling.max-sessions'", connections, this.maxSessions);
		}
	}

}
