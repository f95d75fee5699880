package io.peerconnect.geo;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NetworkLocator}.
 */
class NetworkLocatorTests {

	private final NetworkLocator locator = new NetworkLocator();

	@ParameterizedTest
	@CsvSource({ "203.0.113.7, 203.0.113.0/24", "::ffff:203.0.113.7, 203.0.113.0/24",
			"255.255.255.255, 255.255.255.0/24", "172.32.0.1, 172.32.0.0/24", "2001:db8:ab:1::1, 2001:db8:ab::/48",
			"2001:db8:ab:ffff::9, 2001:db8:ab::/48", "2001:0:0:1::1, 2001:0:0::/48" })
	void publicAddressIsInTheNetworkOfItsPrefix(String address, String network) throws UnknownHostException {
		assertThat(this.locator.locate(InetAddress.getByName(address))).isEqualTo(new Location(network, null, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
			"169.254.1.1", "fe80::1", "fd12:3456::1", "fc00::1", "0.0.0.0", "::" })
	void privateAddressesAreInOneNetwork(String address) throws UnknownHostException {
		assertThat(this.locator.locate(InetAddress.getByName(address))).isEqualTo(new Location("private", null, null));
	}

	@Test
	void mappedAddressThatArrivesAsIpv6IsUnmapped() throws UnknownHostException {
		byte[] mapped = new byte[16];
		mapped[10] = (byte) 0xff;
		mapped[11] = (byte) 0xff;
		System.arraycopy(new byte[] { 10, 0, 0, 1 }, 0, mapped, 12, 4);
		InetAddress address = Inet6Address.getByAddress(null, mapped, -1);
		assertThat(address).isInstanceOf(Inet6Address.class);
		assertThat(this.locator.locate(address).network()).isEqualTo("private");
	}

}
