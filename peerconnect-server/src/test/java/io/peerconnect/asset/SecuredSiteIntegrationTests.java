package io.peerconnect.asset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A site with Spring Security, whose headers are written late and whose visitors are
 * known further in.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecuredSiteIntegrationTests {

	private static final String[] PUBLIC_FILES = { "spring.web.resources.cache.cachecontrol.max-age=1h",
			"spring.web.resources.cache.cachecontrol.cache-public=true" };

	@TempDir
	Path folder;

	@Test
	void imageIsNotSharedByDefaultAndTheLogSaysWhatToDo(CapturedOutput output) throws IOException {
		try (TestSite site = start()) {
			HttpVisitor alice = new HttpVisitor(site.port());
			assertThat(alice.get("/lion.jpg").header("Cache-Control")).contains("no-store");
			alice.get("/tiger.jpg");
			assertThat(find(site, "/lion.jpg")).isNull();
			assertThat(site.refused()).containsExactly(Refusal.NO_STORE, Refusal.NO_STORE);
		}
		assertThat(output).containsOnlyOnce("Visitors do not share")
			.contains("Visitors do not share /lion.jpg (no-store)")
			.contains("spring.web.resources.cache.cachecontrol.max-age");
	}

	@Test
	void smallImageOfUnknownLengthIsNotSharedAlthoughItsHeadersComeLast() throws IOException {
		try (TestSite site = start()) {
			new HttpVisitor(site.port()).get("/late.jpg");
			assertThat(site.refused()).containsExactly(Refusal.NO_STORE);
			assertThat(find(site, "/late.jpg")).isNull();
		}
	}

	@Test
	void imageThatTheSiteCallsPublicIsShared() throws IOException {
		try (TestSite site = start(PUBLIC_FILES)) {
			HttpVisitor alice = new HttpVisitor(site.port());
			alice.get("/lion.jpg", "X-User: alice");
			assertThat(find(site, "/lion.jpg")).isNotNull();
		}
	}

	@Test
	void imageOfASignedInVisitorIsNotLearntUnlessItIsPublic() throws IOException {
		try (TestSite site = start("spring.web.resources.cache.cachecontrol.max-age=1h")) {
			HttpVisitor visitor = new HttpVisitor(site.port());
			visitor.get("/lion.jpg", "X-User: alice");
			assertThat(site.refused()).containsExactly(Refusal.SIGNED_IN);
			assertThat(find(site, "/lion.jpg")).isNull();
			visitor.get("/lion.jpg");
			assertThat(find(site, "/lion.jpg")).isNotNull();
			visitor.get("/lion.jpg", "X-User: alice");
			assertThat(find(site, "/lion.jpg")).isNotNull();
		}
	}

	@Test
	void imageThatIsNowBehindALoginIsForgotten() throws IOException {
		try (TestSite site = start(PUBLIC_FILES)) {
			HttpVisitor bob = new HttpVisitor(site.port());
			bob.get("/lion.jpg");
			assertThat(find(site, "/lion.jpg")).isNotNull();
			site.context().getBean(Guard.class).closed = true;
			assertThat(bob.get("/lion.jpg").status()).isEqualTo(403);
			assertThat(find(site, "/lion.jpg")).isNull();
		}
	}

	@Test
	void imageOfASiteWithContextPathIsKnownAsTheBrowserAsksForIt() throws IOException {
		try (TestSite site = start("spring.web.resources.cache.cachecontrol.max-age=1h",
				"server.servlet.context-path=/zoo")) {
			new HttpVisitor(site.port()).get("/zoo/lion.jpg");
			assertThat(find(site, "/zoo/lion.jpg")).isNotNull();
			Files.write(this.folder.resolve("lion.jpg"), new byte[99_999]);
			site.clock().advance(Duration.ofSeconds(1));
			assertThat(find(site, "/zoo/lion.jpg")).isNull();
		}
	}

	private TestSite start(String... properties) throws IOException {
		for (String name : new String[] { "lion.jpg", "tiger.jpg" }) {
			Path file = Files.write(this.folder.resolve(name), new byte[100_000]);
			Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T01:01:01Z")));
		}
		TestSite site = TestSite.start(this.folder, Application.class, properties);
		site.clock().advance(Duration.ofSeconds(5));
		return site;
	}

	private static @Nullable Asset find(TestSite site, String path) {
		return site.catalogue().findByPath(new AssetPath(path));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
			SecurityFilterAutoConfiguration.class })
	static class Application extends TestSite.Application {

		@Bean
		Guard guard() {
			return new Guard();
		}

		@Bean
		SecurityFilterChain security(HttpSecurity http, Guard guard) {
			return http
				.authorizeHttpRequests((requests) -> requests
					.requestMatchers((request) -> guard.closed && request.getHeader("X-User") == null)
					.denyAll()
					.anyRequest()
					.permitAll())
				.addFilterBefore(new HeaderLogin(), AuthorizationFilter.class)
				.build();
		}

	}

	static class Guard {

		volatile boolean closed;

	}

	/**
	 * Believes who the visitor says to be.
	 */
	static class HeaderLogin extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			String user = request.getHeader("X-User");
			if (user != null) {
				SecurityContextHolder.getContext()
					.setAuthentication(new TestingAuthenticationToken(user, "secret", "ROLE_USER"));
			}
			chain.doFilter(request, response);
		}

	}

}
