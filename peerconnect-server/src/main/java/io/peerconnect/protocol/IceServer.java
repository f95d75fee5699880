package io.peerconnect.protocol;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A STUN or TURN server as {@code RTCPeerConnection} takes it.
 *
 * @param urls where it is reached
 * @param username the name to log in with
 * @param credential the password
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IceServer(List<String> urls, @Nullable String username, @Nullable String credential) {

	public IceServer {
		urls = List.copyOf(urls);
	}

	/**
	 * Return whether this server relays, and so needs credentials.
	 * @return whether any url is a TURN url
	 */
	public boolean relays() {
		return this.urls.stream().anyMatch((url) -> url.startsWith("turn:") || url.startsWith("turns:"));
	}

	@Override
	public String toString() {
		return this.urls.toString();
	}

}
