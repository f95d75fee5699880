package io.peerconnect.protocol;

import java.util.Arrays;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonTypeName;

import org.springframework.util.Assert;

/**
 * The messages of a side, and what they are called.
 */
final class MessageTypes {

	private static final ClassValue<String> NAMES = new ClassValue<>() {

		@Override
		protected String computeValue(Class<?> message) {
			JsonTypeName name = message.getAnnotation(JsonTypeName.class);
			Assert.notNull(name, () -> message + " has no name");
			return name.value();
		}

	};

	private MessageTypes() {
	}

	static String of(Class<?> message) {
		return NAMES.get(message);
	}

	/**
	 * Return the messages of a side, those of its groups among them.
	 * @param side the interface that they have in common
	 * @return the records
	 */
	static Class<?>[] in(Class<?> side) {
		return flatten(side).toArray(Class<?>[]::new);
	}

	private static Stream<Class<?>> flatten(Class<?> type) {
		return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(MessageTypes::flatten)
				: Stream.of(type);
	}

}
