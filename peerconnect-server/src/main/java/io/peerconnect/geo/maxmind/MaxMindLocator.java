package io.peerconnect.geo.maxmind;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

import io.peerconnect.geo.Coordinates;
import io.peerconnect.geo.GeoLocator;
import io.peerconnect.geo.Location;
import io.peerconnect.geo.NetworkLocator;

/**
 * Locates addresses by MaxMind databases. What they do not know, the network tells.
 */
public final class MaxMindLocator implements GeoLocator, AutoCloseable {

	private final NetworkLocator networks = new NetworkLocator();

	private final List<MaxMindDatabase> databases;

	/**
	 * Create a locator.
	 * @param databases the databases to ask; the first one that knows a fact decides it
	 */
	public MaxMindLocator(List<MaxMindDatabase> databases) {
		this.databases = List.copyOf(databases);
	}

	@Override
	public Location locate(InetAddress address) {
		Location location = this.networks.locate(address);
		if (NetworkLocator.isPrivate(address)) {
			return location;
		}
		Long asn = null;
		String country = null;
		Coordinates coordinates = null;
		for (MaxMindDatabase database : this.databases) {
			Finding finding = database.find(address);
			asn = (asn != null) ? asn : finding.asn();
			country = (country != null) ? country : finding.country();
			coordinates = (coordinates != null) ? coordinates : finding.coordinates();
		}
		return new Location((asn != null) ? "AS" + asn : location.network(), country, coordinates);
	}

	/**
	 * Open the databases anew that changed.
	 */
	public void reload() {
		this.databases.forEach(MaxMindDatabase::reload);
	}

	@Override
	public void close() throws IOException {
		for (MaxMindDatabase database : this.databases) {
			database.close();
		}
	}

}
