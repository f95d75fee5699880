package io.peerconnect;

import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The map of the packages: which may know which, and where optional libraries are used.
 */
@AnalyzeClasses(packages = "io.peerconnect", importOptions = DoNotIncludeTests.class)
class PackageRulesTests {

	@ArchTest
	static final ArchRule featuresHaveNoCycles = slices().matching("io.peerconnect.(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule assetKnowsNoOtherFeature = mayKnow("asset");

	@ArchTest
	static final ArchRule geoKnowsNoOtherFeature = mayKnow("geo");

	@ArchTest
	static final ArchRule tokenKnowsNoOtherFeature = mayKnow("token");

	@ArchTest
	static final ArchRule websocketKnowsNoFeature = mayKnow("websocket");

	@ArchTest
	static final ArchRule torrentKnowsNoOtherFeature = mayKnow("torrent");

	@ArchTest
	static final ArchRule webseedServesTorrents = mayKnow("webseed", "torrent");

	@ArchTest
	static final ArchRule trackerKnowsTorrentsAndWhere = mayKnow("tracker", "torrent", "websocket", "geo", "token");

	@ArchTest
	static final ArchRule swarmKnowsWhatAndWhere = mayKnow("swarm", "asset", "geo");

	@ArchTest
	static final ArchRule protocolKnowsItsValues = mayKnow("protocol", "asset", "swarm", "torrent");

	@ArchTest
	static final ArchRule signalingKnowsNoPagesAndNoMeters = mayKnow("signaling", "protocol", "swarm", "asset", "geo",
			"token", "websocket");

	@ArchTest
	static final ArchRule leaseKnowsVideosAndTheirWatchers = mayKnow("lease", "protocol", "signaling", "swarm",
			"torrent");

	@ArchTest
	static final ArchRule roomKnowsSignalingAndPages = mayKnow("room", "protocol", "signaling", "swarm", "asset",
			"websocket", "page");

	@ArchTest
	static final ArchRule pageKnowsAssetsAndTokens = mayKnow("page", "asset", "token");

	@ArchTest
	static final ArchRule nobodyKnowsAutoConfiguration = noClasses().that()
		.resideOutsideOfPackage("io.peerconnect.autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.peerconnect.autoconfigure..");

	@ArchTest
	static final ArchRule nobodyKnowsMeters = noClasses().that()
		.resideOutsideOfPackages("io.peerconnect.observe..", "io.peerconnect.autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.peerconnect.observe..");

	@ArchTest
	static final ArchRule maxMindStaysInItsPackage = library("com.maxmind..", "io.peerconnect.geo.maxmind..");

	@ArchTest
	static final ArchRule btStaysInItsPackage = library("bt..", "io.peerconnect.torrent.bt..");

	@ArchTest
	static final ArchRule thymeleafStaysInItsPackage = library("org.thymeleaf..", "io.peerconnect.page.thymeleaf..");

	@ArchTest
	static final ArchRule micrometerStaysInItsPackage = library("io.micrometer..", "io.peerconnect.observe..");

	@ArchTest
	static final ArchRule actuatorStaysInItsPackage = library("org.springframework.boot.actuate..",
			"io.peerconnect.observe..");

	@ArchTest
	static final ArchRule springSecurityIsNowhereNeeded = library("org.springframework.security..",
			"io.peerconnect.nowhere");

	@ArchTest
	static final ArchRule tomcatStaysInItsPackage = library("org.apache.[catalina|coyote|tomcat]..",
			"io.peerconnect.websocket.tomcat..");

	@ArchTest
	static final ArchRule propertiesStayInAutoConfiguration = classes().that()
		.areAnnotatedWith(ConfigurationProperties.class)
		.should()
		.resideInAPackage("io.peerconnect.autoconfigure")
		.andShould()
		.beRecords();

	@ArchTest
	static final ArchRule autoConfigurationsAreFinalAndNamedAfterTheProject = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.haveModifier(JavaModifier.FINAL)
		.andShould()
		.bePublic()
		.andShould()
		.haveSimpleNameStartingWith("PeerConnect")
		.andShould()
		.haveSimpleNameEndingWith("AutoConfiguration")
		.andShould()
		.resideInAPackage("io.peerconnect.autoconfigure");

	@ArchTest
	static final ArchRule beanMethodsArePackagePrivateAndNamedAfterTheProject = methods().that()
		.areAnnotatedWith(Bean.class)
		.should()
		.bePackagePrivate()
		.andShould()
		.haveNameStartingWith("peerConnect");

	@ArchTest
	static final ArchRule staticFieldsAreConstant = fields().that().areStatic().should().beFinal();

	private static ArchRule mayKnow(String feature, String... others) {
		Stream<String> known = Stream.concat(Stream.of(feature), Stream.of(others));
		String[] packages = known.map((name) -> "io.peerconnect." + name + "..").toArray(String[]::new);
		return noClasses().that()
			.resideInAPackage("io.peerconnect." + feature + "..")
			.should()
			.dependOnClassesThat(resideInAPackage("io.peerconnect..").and(not(resideInAnyPackage(packages))))
			.allowEmptyShould(true);
	}

	private static ArchRule library(String library, String... packages) {
		return noClasses().that()
			.resideOutsideOfPackages(packages)
			.and()
			.resideOutsideOfPackage("io.peerconnect.autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library);
	}

}
