package io.peerconnect.autoconfigure;

import java.util.List;

import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.asset.LearnedAssets;
import io.peerconnect.asset.LearningFilter;
import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class PeerConnectAutoConfigurationTests {

	private static final AutoConfigurations ALL = AutoConfigurations
		.of(ImportCandidates.load(AutoConfiguration.class, PeerConnectAutoConfiguration.class.getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.peerconnect."))
			.map((name) -> ClassUtils.resolveClassName(name, null))
			.toArray(Class<?>[]::new));

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner().withConfiguration(ALL);

	@Test
	void servletApplicationLearnsItsAssetsAndSaysSoOnce(CapturedOutput output) {
		this.servlet.run((context) -> {
			assertThat(context).hasSingleBean(AssetCatalogue.class);
			FilterRegistrationBean<?> filter = context.getBean("peerConnectLearningFilter",
					FilterRegistrationBean.class);
			assertThat(filter.getFilter()).isInstanceOf(LearningFilter.class);
			assertThat(filter.getOrder()).isLessThan(-100);
			assertThat(filter.determineDispatcherTypes()).containsExactly(DispatcherType.REQUEST);
		});
		assertThat(output)
			.containsOnlyOnce("PeerConnect is on at '/peerconnect': visitors share audio, image, video "
					+ "except gif once 3 of them hold a file (mode: rewrite, consent: notice, nearest by: network, "
					+ "ICE servers: 0)")
			.containsOnlyOnce("Without ICE servers only visitors connect who reach each other unaided");
	}

	@Test
	void whatTheSiteSetIsSaid(CapturedOutput output) {
		this.servlet
			.withPropertyValues("peerconnect.images.mode=markup", "peerconnect.consent.mode=ask",
					"peerconnect.geo-locate=false", "peerconnect.ice.servers[0].urls=stun:stun.example.org:3478")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("(mode: markup, consent: ask, nearest by: nothing, ICE servers: 1)")
			.doesNotContain("Without ICE servers");
	}

	@Test
	void webFluxApplicationIsLeftAloneAndToldSoOnce(CapturedOutput output) {
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.run((context) -> assertThat(ourBeans(context)).containsExactly("peerConnectStartReport"));
		assertThat(output)
			.containsOnlyOnce("PeerConnect does nothing: it needs a servlet web application, and this is none");
	}

	@Test
	void applicationsWithoutServletClassesStart() {
		FilteredClassLoader netty = new FilteredClassLoader("jakarta.servlet", "jakarta.websocket", "org.apache",
				"org.springframework.security", "org.thymeleaf", "io.micrometer");
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withClassLoader(netty)
			.run((context) -> assertThat(ourBeans(context)).containsExactly("peerConnectStartReport"));
		new ApplicationContextRunner().withConfiguration(ALL)
			.withClassLoader(netty)
			.run((context) -> assertThat(ourBeans(context)).containsExactly("peerConnectStartReport"));
	}

	@Test
	void applicationWithoutWebIsLeftAloneAndToldSoOnce(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(ALL)
			.run((context) -> assertThat(ourBeans(context)).containsExactly("peerConnectStartReport"));
		assertThat(output)
			.containsOnlyOnce("PeerConnect does nothing: it needs a servlet web application, and this is none");
	}

	@Test
	void disabledLeavesNoTrace(CapturedOutput output) {
		for (AbstractApplicationContextRunner<?, ?, ?> runner : List.of(this.servlet,
				new ReactiveWebApplicationContextRunner().withConfiguration(ALL),
				new ApplicationContextRunner().withConfiguration(ALL))) {
			runner.withPropertyValues("peerconnect.enabled=false", "peerconnect.threshold=0")
				.run((context) -> assertThat(ourBeans((ApplicationContext) context)).isEmpty());
		}
		assertThat(output).doesNotContain("PeerConnect does");
	}

	@Test
	void catalogueOfTheSiteIsLeftInPlace() {
		AssetCatalogue own = mock();
		this.servlet.withBean("own", AssetCatalogue.class, () -> own)
			.run((context) -> assertThat(context).hasSingleBean(AssetCatalogue.class)
				.doesNotHaveBean(LearnedAssets.class)
				.doesNotHaveBean("peerConnectLearningFilter")
				.doesNotHaveBean("peerConnectSignedInFilter"));
	}

	@Test
	void springSecurityIsNotNeeded() {
		this.servlet.withClassLoader(new FilteredClassLoader(SecurityFilterChain.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(AssetCatalogue.class));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "peerconnect.assets.min-size|-1B|Use a size such as '4KB'",
					"peerconnect.assets.max-size|1KB|It is less than 'peerconnect.assets.min-size'",
					"peerconnect.assets.max-entries|0|Use 1 or more",
					"peerconnect.assets.revalidate-after|1ms|Use '1s' or more", "peerconnect.threshold|0|Use 1 or more",
					"peerconnect.path|peer/|It must start with '/'",
					"peerconnect.media-types|text|Use any of [audio, image, video]",
					"peerconnect.exclude-formats|.gif|without the dot",
					"peerconnect.domain-name|https://example.org/shop|nothing after" })
	void wrongValueStopsTheStartAndNamesPropertyAndRemedy(String name, String value, String remedy) {
		this.servlet.withPropertyValues(name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (failure) -> {
					assertThat(failure.getName()).isEqualTo(name);
					assertThat(failure.getValue()).isNotNull();
					assertThat(failure.getReason()).contains(remedy);
				}));
	}

	private static List<String> ourBeans(ApplicationContext context) {
		return List.of(context.getBeanDefinitionNames())
			.stream()
			.filter((name) -> !name.contains("AutoConfiguration")
					&& (name.contains("peerConnect") || name.contains("peerconnect")))
			.toList();
	}

}
