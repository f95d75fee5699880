package io.peerconnect.webseed;

import java.nio.file.Path;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.peerconnect.asset.HttpVisitor;
import io.peerconnect.asset.HttpVisitor.Answer;
import io.peerconnect.torrent.Torrent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Videos in sites of various kinds.
 */
class WebseedIntegrationTests {

	private static final byte[] FOREST = VideoFolder.noise(300_000, 1);

	@TempDir
	Path folder;

	@SuppressWarnings("NullAway.Init")
	private VideoSite site;

	@SuppressWarnings("NullAway.Init")
	private HttpVisitor alice;

	@SuppressWarnings("NullAway.Init")
	private Torrent forest;

	@AfterEach
	void stop() {
		this.site.close();
	}

	@Test
	void siteOfFiles() {
		start(Tagged.class, "peerconnect.signaling.allowed-origins=https://zoo.example");
		assertThatVideoIsServedByTheSiteUntilItIsHashed();
		assertThatBytesAreMeteredOnce();
		assertThatFilterThatWantsTheBytesGetsThem();
		assertThatPagesOfAllowedOriginsMayRead("3600");
	}

	private void assertThatVideoIsServedByTheSiteUntilItIsHashed() {
		this.site.library().remove("/videos/forest.mp4");
		Answer before = this.alice.get("/videos/forest.mp4");
		assertThat(before.body()).isEqualTo(FOREST);
		assertThat(before.header("ETag")).isNull();
		this.site.library().add("/videos/forest.mp4", this.folder.resolve("videos/forest.mp4"));
		assertThatForestComes("/videos/forest.mp4");
	}

	private void assertThatBytesAreMeteredOnce() {
		Counter counter = this.site.context()
			.getBean(MeterRegistry.class)
			.get("peerconnect.origin.bytes")
			.tag("media", "video")
			.counter();
		double before = counter.count();
		this.alice.get("/videos/forest.mp4");
		this.alice.get("/videos/forest.mp4", "Range: bytes=0-99,1000-1099");
		this.alice.get("/videos/forest.mp4", "Range: bytes=0-49999");
		this.alice.head("/videos/forest.mp4");
		await().untilAsserted(() -> assertThat(counter.count() - before).isEqualTo(300_000 + 200 + 50_000));
	}

	private void assertThatFilterThatWantsTheBytesGetsThem() {
		assertThatForestComes("/videos/forest.mp4");
		assertThat(this.site.sendfile().last()).isEqualTo("0-300000");
		this.site.library().add("/tagged/forest.mp4", this.folder.resolve("videos/forest.mp4"));
		assertThat(this.alice.get("/tagged/forest.mp4").body()).isEqualTo(FOREST);
		assertThat(this.site.sendfile().last()).isNull();
	}

	private void assertThatPagesOfAllowedOriginsMayRead(String maxAge) {
		Answer answer = this.alice.get("/videos/forest.mp4", "X-Ticket: yes", "Origin: https://zoo.example",
				"Range: bytes=0-4");
		assertThat(answer.status()).isEqualTo(206);
		assertThat(answer.headers()).containsEntry("Access-Control-Allow-Origin", "https://zoo.example")
			.containsEntry("Access-Control-Expose-Headers",
					"Accept-Ranges, Content-Length, Content-Range, ETag, Last-Modified");
		assertThat(answer.header("Vary")).contains("Origin");
		assertThat(this.alice.get("/videos/forest.mp4", "X-Ticket: yes").header("Vary")).contains("Origin");
		assertThat(preflight("https://zoo.example").headers())
			.containsEntry("Access-Control-Allow-Origin", "https://zoo.example")
			.containsEntry("Access-Control-Allow-Methods", "GET,HEAD")
			.containsEntry("Access-Control-Allow-Headers", "range, if-match")
			.containsEntry("Access-Control-Max-Age", maxAge);
		assertThat(preflight("https://evil.example").status()).isEqualTo(403);
		assertThat(this.alice.get("/videos/forest.mp4", "X-Ticket: yes", "Origin: https://evil.example").headers())
			.doesNotContainKey("Access-Control-Allow-Origin");
	}

	@Test
	void videosBelowContextAndServletPathAndBehindAProxy() {
		start(VideoSite.Open.class, "server.servlet.context-path=/zoo", "spring.mvc.servlet.path=/mvc",
				"server.forward-headers-strategy=framework", "spring.web.resources.cache.cachecontrol.max-age=10m",
				"spring.web.resources.cache.cachecontrol.cache-public=true");
		this.site.library().add("/mvc/videos/forest.mp4", this.folder.resolve("videos/forest.mp4"));
		Answer answer = assertThatForestComes("/zoo/mvc/videos/forest.mp4", "X-Forwarded-Host: zoo.example",
				"X-Forwarded-Proto: https");
		assertThat(answer.header("Cache-Control")).isEqualTo("max-age=600, public");
		assertThat(this.site.sendfile().last()).isEqualTo("0-300000");
		assertThatForestComes("/zoo/mvc/videos/forest.mp4", "X-Forwarded-Prefix: /park");
		assertThat(this.alice.get("/mvc/videos/forest.mp4").status()).isEqualTo(404);
	}

	@Test
	void siteThatAnswersEverythingItself() {
		start(CatchAll.class, "peerconnect.signaling.allowed-origins=https://zoo.example");
		assertThat(this.alice.get("/videos/forest.mp4").status()).isEqualTo(403);
		String[] ticket = { "X-Ticket: yes" };
		assertThatForestComes("/videos/forest.mp4", ticket);
		assertThat(text(this.alice.get("/videos/other.mp4", ticket))).isEqualTo("anything");
		assertThat(text(this.alice.get("/videos/../videos/forest.mp4", ticket))).isEqualTo("anything");
		assertThat(text(this.alice.get("//videos/forest.mp4", ticket))).isEqualTo("anything");
		assertThat(text(this.alice.send("POST", "/videos/forest.mp4", ticket))).isEqualTo("uploaded");
		assertThatPagesOfAllowedOriginsMayRead("1800");
		assertThat(this.alice.get("/videos/forest.mp4", "X-Ticket: yes", "Origin: https://partner.example").headers())
			.containsEntry("Access-Control-Allow-Origin", "https://partner.example");
		assertThat(preflight("https://partner.example").headers()).containsEntry("Access-Control-Allow-Origin",
				"https://partner.example");
	}

	@Test
	void siteWhoseProxySendsTheFiles() {
		start(VideoSite.Open.class, "peerconnect.video.webseed.accel-path=/protected");
		this.site.library().add("/videos/forest walk.mp4", this.folder.resolve("videos/forest.mp4"));
		Answer answer = this.alice.get("/videos/forest%20walk.mp4", "Range: bytes=0-99,1000-");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers()).containsEntry("X-Accel-Redirect", "/protected/videos/forest%20walk.mp4")
			.containsEntry("Content-Type", "video/mp4")
			.containsEntry("Cache-Control", "max-age=3600, public");
		assertThat(answer.body()).isEmpty();
		assertThat(this.site.recorder().parts()).containsExactly("forest walk.mp4 0-100",
				"forest walk.mp4 1000-300000");
		assertThat(this.alice.get("/videos/forest.mp4", "If-None-Match: *").headers())
			.doesNotContainKey("X-Accel-Redirect");
		// The proxy would send all the rest.
		assertThat(this.alice
			.get("/videos/forest.mp4", "Range: bytes=1000-", "Sec-Fetch-Dest: video", "Sec-Fetch-Mode: cors",
					"Sec-Fetch-Site: same-origin")
			.body()).hasSize(32 * 1024);
	}

	@Test
	void siteBehindSpringSecurity() {
		start(Secured.class);
		this.site.library().add("/private/forest.mp4", this.folder.resolve("videos/forest.mp4"));
		assertThat(this.alice.get("/private/forest.mp4").status()).isIn(401, 403);
		Answer answer = assertThatForestComes("/videos/forest.mp4");
		assertThat(this.site.sendfile().last()).isEqualTo("0-300000");
		assertThat(answer.headers()).containsEntry("Cache-Control", "max-age=3600, public")
			.containsEntry("X-Content-Type-Options", "nosniff")
			.containsKey("X-Frame-Options");
	}

	private void start(Class<?> application, String... properties) {
		Path file = new VideoFolder(this.folder).write("videos/forest.mp4", FOREST);
		this.site = VideoSite.start(application, this.folder, properties);
		this.forest = this.site.library().add("/videos/forest.mp4", file);
		this.alice = new HttpVisitor(this.site.port());
	}

	private Answer assertThatForestComes(String path, String... headers) {
		Answer answer = this.alice.get(path, headers);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("ETag")).isEqualTo("\"" + this.forest.infoHash() + "\"");
		assertThat(answer.header("Content-Length")).isEqualTo("300000");
		assertThat(answer.body()).isEqualTo(FOREST);
		return answer;
	}

	private Answer preflight(String origin) {
		return this.alice.send("OPTIONS", "/videos/forest.mp4", "Origin: " + origin,
				"Access-Control-Request-Method: GET", "Access-Control-Request-Headers: range, if-match");
	}

	private static String text(Answer answer) {
		return new String(answer.body());
	}

	/* Its interceptor lets nobody in without a ticket. */
	@Configuration(proxyBeanMethods = false)
	@RestController
	static class CatchAll extends VideoSite.Open implements WebMvcConfigurer {

		@GetMapping("/**")
		String anything() {
			return "anything";
		}

		@PostMapping("/videos/{name}")
		String upload() {
			return "uploaded";
		}

		@Override
		public void addInterceptors(InterceptorRegistry registry) {
			registry.addInterceptor(new HandlerInterceptor() {

				@Override
				public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
					boolean allowed = request.getHeader("X-Ticket") != null || request.getMethod().equals("OPTIONS");
					response.setStatus(allowed ? 200 : 403);
					return allowed;
				}

			}).addPathPatterns("/videos/**");
		}

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/videos/**").allowedOrigins("https://partner.example");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Secured {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/videos/**").permitAll().anyRequest().authenticated())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Tagged extends VideoSite.Open {

		@Bean
		FilterRegistrationBean<ShallowEtagHeaderFilter> tags() {
			FilterRegistrationBean<ShallowEtagHeaderFilter> registration = new FilterRegistrationBean<>(
					new ShallowEtagHeaderFilter());
			registration.addUrlPatterns("/tagged/*");
			return registration;
		}

	}

}
