package io.peerconnect.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * A site with every kind of page. All of it is behind Spring Security but what is below
 * {@code /open} and the static files.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class PageSite {

	static final String HTML = "<html><head></head><body>ü <img src=\"/site/img/lion.jpg\"></body></html>";

	@Bean
	SecurityFilterChain security(HttpSecurity http) {
		return http.securityMatcher("/secured/**")
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.headers((headers) -> headers.addHeaderWriter(PageSite::writePolicy))
			.build();
	}

	@Bean
	SecurityFilterChain open(HttpSecurity http) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.headers((headers) -> headers.disable())
			.build();
	}

	private static void writePolicy(HttpServletRequest request, HttpServletResponse response) {
		String name = "Content-Security-Policy";
		switch (request.getRequestURI().replace("/site/secured/", "")) {
			case "nonce" ->
				response.setHeader(name, "script-src 'self' 'nonce-abc'; style-src 'self'; img-src 'self' blob:");
			case "strict" -> response.setHeader(name, "default-src 'self'; img-src 'self' blob:");
			case "no-blobs" -> response.setHeader(name, "script-src 'unsafe-inline'; img-src 'self'");
			default -> {
			}
		}
	}

	@Bean
	TestImages testImages() {
		return new TestImages("/site").activateAll();
	}

	@Controller
	static class PageController {

		@GetMapping("/open/template")
		String template(Model model) {
			model.addAttribute("word", "brüllt");
			return "lions";
		}

		@GetMapping(path = "/open/body", produces = "text/html;charset=UTF-8")
		@ResponseBody
		String body() {
			return HTML;
		}

		@GetMapping(path = "/open/excluded", produces = "text/html;charset=UTF-8")
		@ResponseBody
		String excluded() {
			return HTML;
		}

		@GetMapping(path = "/secured/{name}", produces = "text/html;charset=UTF-8")
		@ResponseBody
		String secured(@PathVariable String name) {
			return HTML;
		}

		@GetMapping("/open/later")
		Callable<String> later(Model model) {
			model.addAttribute("word", "later");
			return () -> "lions";
		}

		@GetMapping("/open/stream")
		ResponseEntity<StreamingResponseBody> stream() {
			return ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body((out) -> {
				for (String part : new String[] { "<html><he", "ad></head><im", "g src=/site/img/lion.jpg><img ",
						"src=/site/img/lion.jpg></html" }) {
					out.write(part.getBytes(StandardCharsets.US_ASCII));
					out.flush();
				}
			});
		}

		@GetMapping("/open/flushed")
		void flushed(HttpServletResponse response) throws IOException {
			response.setContentType("text/html");
			OutputStream out = response.getOutputStream();
			out.write("<html><head></head><im".getBytes(StandardCharsets.US_ASCII));
			out.flush();
			out.write("g src=/site/img/lion.jpg><img ".getBytes(StandardCharsets.US_ASCII));
			out.write("src=/site/img/lion.jpg>".getBytes(StandardCharsets.US_ASCII));
		}

		@GetMapping("/open/unfinished")
		ResponseEntity<StreamingResponseBody> unfinished() {
			return ResponseEntity.ok()
				.contentType(MediaType.TEXT_HTML)
				.body((out) -> out.write("<html><head></head>the end <img".getBytes(StandardCharsets.US_ASCII)));
		}

		@GetMapping("/open/forward")
		String forward() {
			return "forward:/open/body";
		}

		@GetMapping("/open/written-and-forwarded")
		void writtenAndForwarded(HttpServletRequest request, HttpServletResponse response)
				throws ServletException, IOException {
			response.setContentType("text/html");
			response.getOutputStream().print("<html><head></head>dropped <im");
			request.getRequestDispatcher("/open/body").forward(request, response);
		}

		@GetMapping("/open/include")
		void include(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
			response.setContentType("text/html;charset=UTF-8");
			response.getWriter().print("<html><head></head><body>");
			request.getRequestDispatcher("/open/part").include(request, response);
		}

		@GetMapping("/open/part")
		void part(HttpServletResponse response) throws IOException {
			response.getWriter().print("<body>included");
		}

		@GetMapping("/open/broken")
		String broken() {
			throw new IllegalStateException("on purpose");
		}

		@GetMapping("/secured/late/broken")
		void lateBroken(HttpServletResponse response) throws IOException {
			response.setContentType("text/html");
			response.getOutputStream().print("<html><head></head>dropped");
			response.reset();
			response.setStatus(409);
			response.setContentType("text/plain");
			response.getOutputStream().print("conflict");
		}

		@GetMapping("/open/tagged")
		ResponseEntity<String> tagged() {
			return ResponseEntity.ok()
				.contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
				.header("Cache-Control", "private, no-cache")
				.eTag("v1")
				.body(HTML);
		}

		@GetMapping("/open/with/{header}")
		void with(@PathVariable String header, HttpServletResponse response) throws IOException {
			Map<String, String> values = Map.of("X-PeerConnect", "off", "Content-Disposition", "attachment",
					"Content-Encoding", "identity");
			response.setContentType("text/html;charset=UTF-8");
			response.setHeader(header, values.get(header));
			byte[] html = HTML.getBytes(StandardCharsets.UTF_8);
			response.setContentLength(html.length);
			response.getOutputStream().write(html);
		}

		@GetMapping("/open/attribute")
		void attribute(HttpServletRequest request, HttpServletResponse response) throws IOException {
			request.setAttribute(PageFilter.OFF_ATTRIBUTE, true);
			response.setContentType("text/html;charset=UTF-8");
			response.getWriter().print(HTML);
		}

		@GetMapping("/open/charset/{name}")
		void charset(@PathVariable String name, HttpServletResponse response) throws IOException {
			response.setContentType("text/html;charset=" + name);
			OutputStream out = response.getOutputStream();
			out.write(HTML.getBytes(name));
		}

		@GetMapping(path = "/open/fragment", produces = "text/html;charset=UTF-8")
		@ResponseBody
		String fragment() {
			return "<li><img src=\"/site/img/lion.jpg\"></li>";
		}

		@GetMapping(path = "/open/json", produces = "application/json")
		@ResponseBody
		String json() {
			return "{\"html\":\"<head>\"}";
		}

	}

}
