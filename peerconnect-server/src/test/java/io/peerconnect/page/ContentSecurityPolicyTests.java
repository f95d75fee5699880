package io.peerconnect.page;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContentSecurityPolicy}.
 */
class ContentSecurityPolicyTests {

	@Test
	void noPolicyAllowsEverything() {
		ContentSecurityPolicy policy = parse();
		assertThat(policy.findNonce()).isNull();
		assertThat(policy.allowsInlineScript(null)).isTrue();
		assertThat(policy.allowsInlineStyle(null)).isTrue();
		assertThat(policy.allowsBlobImages()).isTrue();
	}

	@Test
	void policyAboutOtherThingsAllowsEverything() {
		ContentSecurityPolicy policy = parse("frame-ancestors 'none'; upgrade-insecure-requests;");
		assertThat(policy.allowsInlineScript(null)).isTrue();
		assertThat(policy.allowsBlobImages()).isTrue();
	}

	@Test
	void nonceIsFoundAndAllowsInlineScripts() {
		ContentSecurityPolicy policy = parse("default-src 'self'; Script-Src 'self' 'nonce-R4nd0m=='");
		assertThat(policy.findNonce()).isEqualTo("R4nd0m==");
		assertThat(policy.allowsInlineScript("R4nd0m==")).isTrue();
		assertThat(policy.allowsInlineScript("other")).isFalse();
		assertThat(policy.allowsInlineScript(null)).isFalse();
	}

	@Test
	void nonceOfDefaultSourceCountsWhereNoScriptSourceIs() {
		assertThat(parse("default-src 'nonce-a'").findNonce()).isEqualTo("a");
		assertThat(parse("default-src 'nonce-a'; script-src 'self'").findNonce()).isNull();
	}

	@Test
	void scriptElementSourceOutranksScriptSource() {
		ContentSecurityPolicy policy = parse("script-src-elem 'nonce-b'; script-src 'nonce-a'");
		assertThat(policy.findNonce()).isEqualTo("b");
	}

	@Test
	void unsafeInlineAllowsInlineScripts() {
		assertThat(parse("script-src 'self' 'unsafe-inline'").allowsInlineScript(null)).isTrue();
		assertThat(parse("script-src 'self'").allowsInlineScript(null)).isFalse();
		assertThat(parse("default-src 'self'").allowsInlineScript(null)).isFalse();
	}

	@Test
	void nonceHashAndStrictDynamicSwitchUnsafeInlineOff() {
		assertThat(parse("script-src 'unsafe-inline' 'nonce-a'").allowsInlineScript(null)).isFalse();
		assertThat(parse("script-src 'unsafe-inline' 'sha256-abc='").allowsInlineScript(null)).isFalse();
		assertThat(parse("script-src 'unsafe-inline' 'strict-dynamic'").allowsInlineScript(null)).isFalse();
	}

	@Test
	void everyPolicyMustAllow() {
		assertThat(parse("script-src 'nonce-a'", "script-src 'self'").allowsInlineScript("a")).isFalse();
		assertThat(parse("script-src 'nonce-a', default-src 'self'").allowsInlineScript("a")).isFalse();
		assertThat(parse("script-src 'nonce-a'", "img-src 'self' blob:").allowsInlineScript("a")).isTrue();
	}

	@Test
	void blobImagesNeedTheirScheme() {
		assertThat(parse("img-src 'self' data: blob:").allowsBlobImages()).isTrue();
		assertThat(parse("img-src 'self' BLOB:").allowsBlobImages()).isTrue();
		assertThat(parse("img-src *").allowsBlobImages()).isFalse();
		assertThat(parse("default-src 'self'").allowsBlobImages()).isFalse();
		assertThat(parse("default-src 'self'; img-src blob:").allowsBlobImages()).isTrue();
		assertThat(parse("img-src").allowsBlobImages()).isFalse();
	}

	@Test
	void firstDirectiveOfANameCounts() {
		assertThat(parse("img-src blob:; img-src 'none'").allowsBlobImages()).isTrue();
	}

	@Test
	void sandboxWithoutScriptsForbidsThem() {
		assertThat(parse("sandbox").allowsInlineScript(null)).isFalse();
		assertThat(parse("sandbox allow-scripts allow-same-origin").allowsInlineScript(null)).isTrue();
	}

	@Test
	void stylesHaveTheirOwnSource() {
		ContentSecurityPolicy policy = parse("style-src 'self'; script-src 'nonce-a'");
		assertThat(policy.allowsInlineStyle("a")).isFalse();
		assertThat(policy.allowsInlineScript("a")).isTrue();
	}

	private static ContentSecurityPolicy parse(String... values) {
		return ContentSecurityPolicy.parse(List.of(values));
	}

}
