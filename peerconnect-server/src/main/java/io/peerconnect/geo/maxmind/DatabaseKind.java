package io.peerconnect.geo.maxmind;

import java.io.IOException;
import java.net.InetAddress;

import com.maxmind.geoip2.DatabaseReader;
import com.maxmind.geoip2.exception.GeoIp2Exception;
import com.maxmind.geoip2.model.AsnResponse;
import com.maxmind.geoip2.model.CityResponse;
import com.maxmind.geoip2.model.CountryResponse;
import com.maxmind.geoip2.model.EnterpriseResponse;
import com.maxmind.geoip2.model.IspResponse;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of databases that tell where an address is, by the word in their type.
 */
enum DatabaseKind {

	CITY("City") {
		@Override
		Finding find(DatabaseReader reader, InetAddress address) throws IOException, GeoIp2Exception {
			CityResponse city = reader.tryCity(address).orElse(null);
			return (city != null) ? Finding.of(null, city.country(), city.location()) : Finding.NOTHING;
		}
	},

	COUNTRY("Country") {
		@Override
		Finding find(DatabaseReader reader, InetAddress address) throws IOException, GeoIp2Exception {
			CountryResponse country = reader.tryCountry(address).orElse(null);
			return (country != null) ? Finding.of(null, country.country(), null) : Finding.NOTHING;
		}
	},

	ENTERPRISE("Enterprise") {
		@Override
		Finding find(DatabaseReader reader, InetAddress address) throws IOException, GeoIp2Exception {
			EnterpriseResponse enterprise = reader.tryEnterprise(address).orElse(null);
			return (enterprise != null) ? Finding.of(enterprise.traits().autonomousSystemNumber(), enterprise.country(),
					enterprise.location()) : Finding.NOTHING;
		}
	},

	ISP("ISP") {
		@Override
		Finding find(DatabaseReader reader, InetAddress address) throws IOException, GeoIp2Exception {
			IspResponse isp = reader.tryIsp(address).orElse(null);
			return (isp != null) ? Finding.of(isp.autonomousSystemNumber(), null, null) : Finding.NOTHING;
		}
	},

	ASN("ASN") {
		@Override
		Finding find(DatabaseReader reader, InetAddress address) throws IOException, GeoIp2Exception {
			AsnResponse asn = reader.tryAsn(address).orElse(null);
			return (asn != null) ? Finding.of(asn.autonomousSystemNumber(), null, null) : Finding.NOTHING;
		}
	};

	private final String word;

	DatabaseKind(String word) {
		this.word = word;
	}

	abstract Finding find(DatabaseReader reader, InetAddress address) throws IOException, GeoIp2Exception;

	static @Nullable DatabaseKind find(String databaseType) {
		for (DatabaseKind kind : values()) {
			if (databaseType.contains(kind.word)) {
				return kind;
			}
		}
		return null;
	}

}
