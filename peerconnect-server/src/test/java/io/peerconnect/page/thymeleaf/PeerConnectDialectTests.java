package io.peerconnect.page.thymeleaf;

import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.StringTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

import io.peerconnect.page.ImageMode;
import io.peerconnect.page.Pages;
import io.peerconnect.page.TestPages;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeerConnectDialect}.
 */
class PeerConnectDialectTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/lions");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@Test
	void scriptIsReplacedByTheTags() {
		String page = process("<head><script pc:script></script></head>", TestPages.active(ImageMode.MARKUP));
		assertThat(page).startsWith("<head><script type=\"application/json\" id=\"peerconnect-config\">{")
			.endsWith(".js\"></script></head>");
	}

	@Test
	void sharedImageIsHandedOver() {
		String page = process("<img pc:src=\"'/img/lion.jpg?a&b'\" th:alt=\"'Lion'\">",
				TestPages.active(ImageMode.MARKUP));
		assertThat(page).isEqualTo("<img alt=\"Lion\" data-peer-hash=\"" + TestPages.digest("/img/lion.jpg?a&b")
				+ "\" data-peer-src=\"/img/lion.jpg?a&amp;b\"><noscript>"
				+ "<img alt=\"Lion\" src=\"/img/lion.jpg?a&amp;b\"></noscript>");
	}

	@Test
	void imageThatIsNotSharedIsPlain() {
		assertThat(process("<img pc:src=\"'/img/lion.jpg'\">", TestPages.inactive(ImageMode.MARKUP)))
			.isEqualTo("<img src=\"/img/lion.jpg\">");
	}

	@Test
	void imageOfAVisitorWhoStaysOutIsPlain() {
		this.request.addHeader("Save-Data", "on");
		assertThat(process("<img pc:src=\"'/img/lion.jpg'\">", TestPages.active(ImageMode.MARKUP)))
			.isEqualTo("<img src=\"/img/lion.jpg\">");
	}

	@Test
	void mailHasPlainImagesAndNoScript() {
		String mail = engine(TestPages.active(ImageMode.MARKUP))
			.process("<script pc:script></script><img pc:src=\"'/img/lion.jpg'\">", new Context(Locale.ROOT));
		assertThat(mail).isEqualTo("<img src=\"/img/lion.jpg\">");
	}

	private String process(String template, Pages pages) {
		MockServletContext servletContext = new MockServletContext();
		HttpServletRequest request = this.request;
		HttpServletResponse response = this.response;
		return engine(pages).process(template, new WebContext(
				JakartaServletWebApplication.buildApplication(servletContext).buildExchange(request, response)));
	}

	private static TemplateEngine engine(Pages pages) {
		TemplateEngine engine = new SpringTemplateEngine();
		engine.setTemplateResolver(new StringTemplateResolver());
		engine.addDialect(new PeerConnectDialect(pages));
		return engine;
	}

}
