package io.peerconnect.site;

import java.net.http.HttpResponse;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A site of HTML files, whose pages a shared cache keeps.
 */
@ExtendWith(OutputCaptureExtension.class)
class StaticSiteIntegrationTests {

	private static final String[] CACHED = { "spring.web.resources.cache.cachecontrol.max-age=1h",
			"spring.web.resources.cache.cachecontrol.cache-public=true" };

	@Test
	void pageOfACacheIsTheSameForEverybodyAndWorks(CapturedOutput output) {
		try (RunningSite site = RunningSite.start(Site.class, CACHED)) {
			HttpResponse<String> page = site.get("/static.html");
			assertThat(page.body()).isEqualTo(site.get("/static.html", "Cookie", "JSESSIONID=bob").body());
			assertThat(RunningSite.config(page).has("token")).isFalse();
			assertThat(page.headers().map()).doesNotContainKeys("Set-Cookie", "X-PeerConnect");
			assertThat(page.headers().firstValue("Cache-Control")).hasValue("max-age=3600, public");
			String modified = page.headers().firstValue("Last-Modified").orElseThrow();
			HttpResponse<String> again = site.get("/static.html", "If-Modified-Since", modified);
			assertThat(again.statusCode()).isEqualTo(304);
			assertThat(again.body()).isEmpty();
			site.assertThatVisitorIsWelcome("/static.html", site.origin());
		}
		assertThat(output).containsOnlyOnce("PeerConnect is on")
			.containsOnlyOnce("Tomcat takes 8192 connections at once")
			.contains("signalling would take 20000");
	}

	@Test
	void siteWithoutPeerConnectIsAsItWas() throws Exception {
		// Other tests of this JVM leave sites running.
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (RunningSite site = RunningSite.start(Site.class, "peerconnect.enabled=false")) {
			assertThat(site.get("/static.html").body())
				.isEqualTo(new ClassPathResource("page-site/static.html").getContentAsString(UTF_8));
			for (String path : new String[] { "/signaling", "/token", "/worker.js",
					"/peerconnect.0123456789abcdef.js" }) {
				assertThat(site.get("/peerconnect" + path).statusCode()).as(path).isEqualTo(404);
			}
			assertThat(site.context().getBeanDefinitionNames())
				.noneMatch((name) -> name.startsWith("peerConnect") || name.startsWith("peerconnect"));
			assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
				.isNotEmpty()
				.noneMatch((thread) -> thread.getName().startsWith("peerconnect"));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(
			exclude = { ServletWebSecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class })
	static class Site {

	}

}
