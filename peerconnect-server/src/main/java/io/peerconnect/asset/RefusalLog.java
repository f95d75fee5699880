package io.peerconnect.asset;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once for each reason why files are not shared, if the site could do something
 * about it. Otherwise one would wait in vain for the first shared image, without a word.
 */
final class RefusalLog {

	private static final Logger logger = LoggerFactory.getLogger(RefusalLog.class);

	private final Set<Refusal> logged = ConcurrentHashMap.newKeySet();

	void log(AssetPath path, Refusal refusal) {
		if (refusal.remedy() != null && this.logged.add(refusal)) {
			logger.info("Visitors do not share {} ({}), nor other files like it. {}", path, refusal.code(),
					refusal.remedy());
		}
	}

}
