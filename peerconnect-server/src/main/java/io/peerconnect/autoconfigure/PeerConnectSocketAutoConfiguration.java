package io.peerconnect.autoconfigure;

import io.peerconnect.websocket.tomcat.ReleasingProtocol;
import io.peerconnect.websocket.tomcat.TomcatSocket;
import io.peerconnect.websocket.tomcat.TomcatUpgrade;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Auto-configuration for WebSockets that Tomcat hands over to us.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ TomcatWebServer.class, Http11NioProtocol.class })
@ConditionalOnBooleanProperty(name = { "peerconnect.enabled", "peerconnect.sockets.take-over" }, matchIfMissing = true)
@EnableConfigurationProperties(SocketProperties.class)
@ImportRuntimeHints(PeerConnectSocketAutoConfiguration.SocketHints.class)
public final class PeerConnectSocketAutoConfiguration {

	@Bean
	TomcatUpgrade peerConnectTomcatUpgrade(SocketProperties properties) {
		return new TomcatUpgrade(properties.threadCount());
	}

	@Bean
	TomcatUpgradeSwitch peerConnectTomcatUpgradeSwitch(TomcatUpgrade upgrade) {
		return new TomcatUpgradeSwitch(upgrade);
	}

	@Bean
	TomcatBufferRelease peerConnectTomcatBufferRelease() {
		return new TomcatBufferRelease();
	}

	static final class SocketHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection()
				.registerType(TomcatSocket.class, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)
				.registerType(ReleasingProtocol.class, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
		}

	}

}
