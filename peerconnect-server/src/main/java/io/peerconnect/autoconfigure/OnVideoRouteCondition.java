package io.peerconnect.autoconfigure;

import java.util.List;
import java.util.Locale;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Looks at the properties before there are beans.
 */
final class OnVideoRouteCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnVideoRoute.class);
		Binder binder = Binder.get(context.getEnvironment());
		if (binder.bind("peerconnect.video-route", Bindable.listOf(String.class)).orElse(List.of()).isEmpty()) {
			return ConditionOutcome.noMatch(message.didNotFind("'peerconnect.video-route'").atAll());
		}
		List<String> mediaTypes = binder.bind("peerconnect.media-types", Bindable.listOf(String.class))
			.orElse(List.of("video"))
			.stream()
			.map((type) -> type.strip().toLowerCase(Locale.ROOT))
			.toList();
		if (!mediaTypes.contains("video") && !mediaTypes.contains("audio")) {
			return ConditionOutcome
				.noMatch(message.because("'peerconnect.media-types' has neither 'video' nor 'audio'"));
		}
		return ConditionOutcome.match(message.foundExactly("'peerconnect.video-route'"));
	}

}
