package io.peerconnect.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The policies that a page is under, as far as they concern what is put into it
 * (<a href="https://www.w3.org/TR/CSP3/">CSP Level 3</a>). Every policy must allow a
 * thing for it to be allowed; no policy at all allows everything.
 *
 * @param policies the directives of each policy: the lower-case name and its values
 */
record ContentSecurityPolicy(List<Map<String, List<String>>> policies) {

	private static final String NONCE = "'nonce-";

	/**
	 * Parse the values of {@code Content-Security-Policy} headers or of a {@code <meta>}.
	 * @param values the values, each of which may hold several policies
	 * @return what they say together
	 */
	static ContentSecurityPolicy parse(Collection<String> values) {
		List<Map<String, List<String>>> policies = new ArrayList<>();
		for (String value : values) {
			for (String policy : value.split(",")) {
				Map<String, List<String>> directives = parsePolicy(policy);
				if (!directives.isEmpty()) {
					policies.add(directives);
				}
			}
		}
		return new ContentSecurityPolicy(policies);
	}

	private static Map<String, List<String>> parsePolicy(String policy) {
		Map<String, List<String>> directives = new HashMap<>();
		for (String directive : policy.split(";")) {
			String[] tokens = directive.strip().split("\\s+");
			if (!tokens[0].isEmpty()) {
				// CSP3 §2.2.1: the first directive of a name counts.
				directives.putIfAbsent(tokens[0].toLowerCase(Locale.ROOT),
						Arrays.asList(tokens).subList(1, tokens.length));
			}
		}
		return directives;
	}

	/**
	 * Find the nonce that the page's own scripts carry.
	 * @return the nonce, or {@code null} if there is none
	 */
	@Nullable String findNonce() {
		for (Map<String, List<String>> policy : this.policies) {
			List<String> sources = sources(policy, "script-src-elem", "script-src", "default-src");
			for (String source : (sources != null) ? sources : List.<String>of()) {
				if (isNonce(source)) {
					return source.substring(NONCE.length(), source.length() - 1);
				}
			}
		}
		return null;
	}

	boolean allowsInlineScript(@Nullable String nonce) {
		return this.policies.stream()
			.allMatch((policy) -> allowsScripts(policy)
					&& allowsInline(sources(policy, "script-src-elem", "script-src", "default-src"), nonce));
	}

	boolean allowsInlineStyle(@Nullable String nonce) {
		return this.policies.stream()
			.allMatch((policy) -> allowsInline(sources(policy, "style-src-elem", "style-src", "default-src"), nonce));
	}

	boolean allowsBlobImages() {
		return allowsBlobs("img-src");
	}

	boolean allowsBlobMedia() {
		return allowsBlobs("media-src");
	}

	private boolean allowsBlobs(String directive) {
		// CSP3 §6.7.2.8: '*' doesn't match blob:.
		return this.policies.stream()
			.map((policy) -> sources(policy, directive, "default-src"))
			.allMatch((sources) -> sources == null
					|| sources.stream().anyMatch((source) -> source.equalsIgnoreCase("blob:")));
	}

	private static boolean allowsScripts(Map<String, List<String>> policy) {
		List<String> sandbox = policy.get("sandbox");
		return sandbox == null || contains(sandbox, "allow-scripts");
	}

	private static boolean allowsInline(@Nullable List<String> sources, @Nullable String nonce) {
		if (sources == null || (nonce != null && sources.contains(NONCE + nonce + "'"))) {
			return true;
		}
		// CSP3 §6.7.3.2: a nonce, a hash or 'strict-dynamic' switches 'unsafe-inline'
		// off.
		return contains(sources, "'unsafe-inline'") && sources.stream()
			.noneMatch((source) -> isNonce(source) || isHash(source) || source.equalsIgnoreCase("'strict-dynamic'"));
	}

	private static @Nullable List<String> sources(Map<String, List<String>> policy, String... names) {
		for (String name : names) {
			List<String> sources = policy.get(name);
			if (sources != null) {
				return sources;
			}
		}
		return null;
	}

	private static boolean contains(List<String> sources, String keyword) {
		return sources.stream().anyMatch(keyword::equalsIgnoreCase);
	}

	private static boolean isNonce(String source) {
		return source.regionMatches(true, 0, NONCE, 0, NONCE.length()) && source.endsWith("'")
				&& source.length() > NONCE.length() + 1;
	}

	private static boolean isHash(String source) {
		return source.toLowerCase(Locale.ROOT).matches("'sha(256|384|512)-.*'");
	}

}
