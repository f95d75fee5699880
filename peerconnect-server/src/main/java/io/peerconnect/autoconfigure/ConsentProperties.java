package io.peerconnect.autoconfigure;

import io.peerconnect.page.ConsentMode;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for what visitors are told and asked.
 *
 * @param mode What a visitor is asked before taking part: nothing, nothing but told, or
 * to agree
 * @param badge Whether visitors see the badge with what they received and shared, and the
 * switch to leave
 */
@ConfigurationProperties("peerconnect.consent")
public record ConsentProperties(@DefaultValue("notice") ConsentMode mode, @DefaultValue("true") boolean badge) {

}
