package io.peerconnect.autoconfigure;

import java.util.stream.Stream;

import io.peerconnect.websocket.tomcat.TomcatUpgrade;
import org.apache.coyote.http11.Http11NioProtocol;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Lets WebSockets be taken over once it is known that all connectors of the site's Tomcat
 * are of the usual kind.
 */
final class TomcatUpgradeSwitch implements ApplicationListener<WebServerInitializedEvent> {

	private final TomcatUpgrade upgrade;

	TomcatUpgradeSwitch(TomcatUpgrade upgrade) {
		this.upgrade = upgrade;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		// Actuator's port, which has a namespace, has no WebSockets of ours.
		if (event.getApplicationContext().getServerNamespace() == null
				&& event.getWebServer() instanceof TomcatWebServer server
				&& Stream.of(server.getTomcat().getService().findConnectors())
					.allMatch((connector) -> connector.getProtocolHandler() instanceof Http11NioProtocol)) {
			this.upgrade.enable();
		}
	}

}
