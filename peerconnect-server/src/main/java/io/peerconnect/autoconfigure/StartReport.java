package io.peerconnect.autoconfigure;

import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Says once, when the application context is there, what PeerConnect does in it.
 */
final class StartReport implements ApplicationListener<ContextRefreshedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(StartReport.class);

	private final String text;

	/**
	 * Child contexts (of Actuator, for one) are refreshed too and tell their parents.
	 */
	private final AtomicBoolean said = new AtomicBoolean();

	private StartReport(String text) {
		this.text = text;
	}

	static StartReport on(PeerConnectProperties properties) {
		String except = properties.excludeFormats().isEmpty() ? ""
				: " except " + String.join(", ", properties.excludeFormats());
		return new StartReport("PeerConnect is on at '" + properties.path() + "': visitors share "
				+ String.join(", ", properties.mediaTypes()) + except + " once " + properties.threshold()
				+ " of them hold a file");
	}

	static StartReport off() {
		return new StartReport("PeerConnect does nothing: it needs a servlet web application, and this is none");
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (this.said.compareAndSet(false, true)) {
			logger.info(this.text);
		}
	}

}
