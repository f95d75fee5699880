package io.peerconnect.autoconfigure;

import java.time.Duration;
import java.util.Locale;

import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.thymeleaf.spring6.SpringTemplateEngine;

import io.peerconnect.page.ClientSettings;
import io.peerconnect.page.ConsentMode;
import io.peerconnect.page.HeaderPreviewFilter;
import io.peerconnect.page.ImageMode;
import io.peerconnect.page.PageFilter;
import io.peerconnect.page.Pages;
import io.peerconnect.page.thymeleaf.PeerConnectDialect;
import io.peerconnect.token.JoinTokens;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PeerConnectPageAutoConfiguration} and those beside it.
 */
class PeerConnectPageAutoConfigurationTests {

	private static final AutoConfigurations OURS = AutoConfigurations.of(PeerConnectPageAutoConfiguration.class,
			PeerConnectTokenAutoConfiguration.class, PeerConnectThymeleafAutoConfiguration.class);

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner().withConfiguration(OURS);

	@Test
	void everythingIsThereByDefault() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(Pages.class)
			.hasSingleBean(JoinTokens.class)
			.hasSingleBean(PeerConnectDialect.class)
			.hasBean("peerConnectPageFilter")
			.hasBean("peerConnectHeaderPreviewFilter")
			.hasBean("peerConnectPageHandlerMapping"));
	}

	@Test
	void nothingIsThereWhenDisabled() {
		this.runner.withPropertyValues("peerconnect.enabled=false")
			.run((context) -> assertThat(context.getBeanNamesForType(Object.class))
				.noneMatch((name) -> name.toLowerCase(Locale.ROOT).contains("peerconnect")));
	}

	@Test
	void nothingIsThereWithoutServlets() {
		new ApplicationContextRunner().withConfiguration(OURS)
			.run((context) -> assertThat(context).doesNotHaveBean(Pages.class).doesNotHaveBean(JoinTokens.class));
	}

	@Test
	void dialectIsNotThereWithoutThymeleaf() {
		this.runner.withClassLoader(new FilteredClassLoader(SpringTemplateEngine.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("peerConnectDialect"));
	}

	@Test
	void filtersStandAroundSpringSecurity() {
		this.runner.withPropertyValues("spring.security.filter.order=5").run((context) -> {
			assertThat(order(context.getBean("peerConnectHeaderPreviewFilter"), HeaderPreviewFilter.class))
				.isEqualTo(4);
			assertThat(order(context.getBean("peerConnectPageFilter"), PageFilter.class)).isEqualTo(6);
		});
	}

	@Test
	void filtersAreNotThereWithoutInjection() {
		this.runner.withPropertyValues("peerconnect.page.inject=false")
			.run((context) -> assertThat(context).hasSingleBean(Pages.class)
				.doesNotHaveBean("peerConnectPageFilter")
				.doesNotHaveBean("peerConnectHeaderPreviewFilter"));
	}

	@Test
	void beansOfTheSiteComeFirst() {
		JoinTokens tokens = mock(JoinTokens.class);
		this.runner.withBean(JoinTokens.class, () -> tokens)
			.run((context) -> assertThat(context.getBean(JoinTokens.class)).isSameAs(tokens));
	}

	@Test
	void propertiesReachTheClient() {
		this.runner
			.withPropertyValues("peerconnect.images.mode=service-worker", "peerconnect.consent.mode=ask",
					"peerconnect.consent.badge=false", "peerconnect.limits.upload-rate=2MB",
					"peerconnect.images.stall=1s", "peerconnect.fold-loading=true")
			.run((context) -> {
				ClientSettings settings = context.getBean(ClientSettings.class);
				assertThat(settings.mode()).isEqualTo(ImageMode.SERVICE_WORKER);
				assertThat(settings.consent()).isEqualTo(ConsentMode.ASK);
				assertThat(settings.badge()).isFalse();
				assertThat(settings.foldLoading()).isTrue();
				assertThat(settings.limits().uploadRate()).isEqualTo(2 * 1024 * 1024);
				assertThat(settings.deadlines().stall()).hasSeconds(1);
			});
	}

	@ParameterizedTest
	@CsvSource({ "peerconnect.images.eager, -1", "peerconnect.images.stall, 0", "peerconnect.images.visible-wait, -1s",
			"peerconnect.limits.upload-rate, 1KB", "peerconnect.limits.uploads, 0", "peerconnect.limits.connections, 0",
			"peerconnect.page.exclude, '/a/{b'", "peerconnect.token.lifetime, 1s", "peerconnect.token.secret, short" })
	void wrongValueStopsTheStartAndNamesTheProperty(String name, String value) {
		this.runner.withPropertyValues(name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo(name);
					assertThat(ex.getReason()).containsPattern("[Uu]se ");
				}));
	}

	@Test
	void secretIsNotShown() {
		assertThat(new TokenProperties("very secret indeed", Duration.ofMinutes(1)).toString()).doesNotContain("very");
	}

	@Test
	void controllerOfTheSiteUnderOurPathStopsTheStart() {
		this.runner.withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
			.withUserConfiguration(ClashingSite.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("peerconnect.path")
				.extracting("reason")
				.asString()
				.contains("/peerconnect/friends", "ClashingController"));
	}

	@Test
	void anotherPathAvoidsTheClash() {
		this.runner.withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
			.withUserConfiguration(ClashingSite.class)
			.withPropertyValues("peerconnect.path=/p2p")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static <T extends Filter> int order(Object registration, Class<T> type) {
		FilterRegistrationBean<?> bean = (FilterRegistrationBean<?>) registration;
		assertThat(bean.getFilter()).isInstanceOf(type);
		return bean.getOrder();
	}

	@Configuration(proxyBeanMethods = false)
	static class ClashingSite {

		@Bean
		ClashingController controller() {
			return new ClashingController();
		}

	}

	@RestController
	static class ClashingController {

		@GetMapping("/peerconnect/friends")
		String friends() {
			return "friends";
		}

	}

}
