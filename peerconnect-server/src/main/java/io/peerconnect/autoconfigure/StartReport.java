package io.peerconnect.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Says at start what is on, and what a public site wants beside it.
 */
final class StartReport implements ApplicationListener<ContextRefreshedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(StartReport.class);

	private final List<String> lines;

	/**
	 * Child contexts (of Actuator, for one) are refreshed too and tell their parents.
	 */
	private final AtomicBoolean said = new AtomicBoolean();

	private StartReport(List<String> lines) {
		this.lines = lines;
	}

	static StartReport on(PeerConnectProperties properties, ImagesProperties images, ConsentProperties consent,
			GeoProperties geo, IceProperties ice) {
		String except = properties.excludeFormats().isEmpty() ? ""
				: " except " + String.join(", ", properties.excludeFormats());
		List<String> lines = new ArrayList<>();
		lines.add("PeerConnect is on at '" + properties.path() + "': visitors share "
				+ String.join(", ", properties.mediaTypes()) + except + " once " + properties.threshold()
				+ " of them hold a file (mode: " + name(images.mode()) + ", consent: " + name(consent.mode())
				+ ", nearest by: " + nearestBy(properties, geo) + ", ICE servers: " + ice.servers().size() + ")");
		if (ice.servers().isEmpty()) {
			lines.add("Without ICE servers only visitors connect who reach each other unaided, as in one network. "
					+ "A public site names a STUN or TURN server in 'peerconnect.ice.servers'");
		}
		return new StartReport(lines);
	}

	static StartReport off() {
		return new StartReport(
				List.of("PeerConnect does nothing: it needs a servlet web application, and this is none"));
	}

	private static String nearestBy(PeerConnectProperties properties, GeoProperties geo) {
		if (!properties.geoLocate()) {
			return "nothing";
		}
		return (geo.database() != null || geo.asnDatabase() != null) ? "geo database" : "network";
	}

	private static String name(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (this.said.compareAndSet(false, true)) {
			this.lines.forEach(logger::info);
		}
	}

}
