package io.peerconnect.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.peerconnect.asset.Asset;
import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.asset.AssetPath;
import io.peerconnect.swarm.Matchmaker;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the drivers what the server saw.
 */
@RestController
@RequestMapping("/observation")
class ObservationController {

	private final ServedBytes servedBytes;

	private final List<NoiseImage> images;

	private final @Nullable AssetCatalogue catalogue;

	private final @Nullable Matchmaker matchmaker;

	ObservationController(ServedBytes servedBytes, List<NoiseImage> images, ObjectProvider<AssetCatalogue> catalogue,
			ObjectProvider<Matchmaker> matchmaker) {
		this.servedBytes = servedBytes;
		this.images = images;
		this.catalogue = catalogue.getIfAvailable();
		this.matchmaker = matchmaker.getIfAvailable();
	}

	@GetMapping("/served")
	Map<String, ServedBytes.Served> served() {
		return this.servedBytes.snapshot();
	}

	@DeleteMapping("/served")
	void reset() {
		this.servedBytes.reset();
	}

	/**
	 * Return the known assets among the site's images, with how many visitors hold each.
	 * @return the assets by path
	 */
	@GetMapping("/swarms")
	Map<String, Swarm> swarms() {
		Map<String, Swarm> swarms = new TreeMap<>();
		for (NoiseImage image : this.images) {
			String path = "/images/" + image.name();
			Swarm swarm = findSwarm(path);
			if (swarm != null) {
				swarms.put(path, swarm);
			}
		}
		return swarms;
	}

	private @Nullable Swarm findSwarm(String path) {
		if (this.catalogue == null || this.matchmaker == null) {
			return null;
		}
		Asset asset = this.catalogue.findByPath(new AssetPath(path));
		return (asset != null)
				? new Swarm(asset.digest().value(), asset.length(), this.matchmaker.countHolders(asset.digest()))
				: null;
	}

	/**
	 * One asset and its holders.
	 *
	 * @param digest the digest
	 * @param length the length in bytes
	 * @param holders the number of live holders
	 */
	record Swarm(String digest, long length, int holders) {
	}

}
