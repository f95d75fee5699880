package io.peerconnect.autoconfigure;

import io.peerconnect.websocket.tomcat.ReleasingProtocol;

import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Lets the sockets of the site's connector release their buffers, unless the site chose
 * another kind of connector.
 */
final class TomcatBufferRelease implements WebServerFactoryCustomizer<TomcatWebServerFactory>, Ordered {

	@Override
	public void customize(TomcatWebServerFactory factory) {
		if (factory.getProtocol().equals(TomcatWebServerFactory.DEFAULT_PROTOCOL)) {
			factory.setProtocol(ReleasingProtocol.class.getName());
		}
	}

	@Override
	public int getOrder() {
		// What the site sets itself comes later, and wins.
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
