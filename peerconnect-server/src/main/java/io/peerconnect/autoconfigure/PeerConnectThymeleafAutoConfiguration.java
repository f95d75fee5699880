package io.peerconnect.autoconfigure;

import org.thymeleaf.spring6.SpringTemplateEngine;

import io.peerconnect.page.Pages;
import io.peerconnect.page.thymeleaf.PeerConnectDialect;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the Thymeleaf dialect.
 */
@AutoConfiguration(after = PeerConnectPageAutoConfiguration.class,
		beforeName = "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(SpringTemplateEngine.class)
@ConditionalOnBooleanProperty(name = "peerconnect.enabled", matchIfMissing = true)
public final class PeerConnectThymeleafAutoConfiguration {

	@Bean
	@ConditionalOnBean(Pages.class)
	@ConditionalOnMissingBean
	PeerConnectDialect peerConnectDialect(Pages pages) {
		return new PeerConnectDialect(pages);
	}

}
