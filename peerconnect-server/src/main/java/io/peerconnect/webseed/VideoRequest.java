package io.peerconnect.webseed;

import java.io.IOException;

import io.peerconnect.torrent.Torrent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerExecutionChain;

/**
 * Handles one request for a video.
 *
 * @param torrent the torrent of the video
 * @param webseed answers the request
 * @param site what the site itself would handle the request with, if it would
 */
record VideoRequest(Torrent torrent, Webseed webseed,
		@Nullable HandlerExecutionChain site) implements HttpRequestHandler {

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.webseed.answer(this.torrent, request, response);
	}

}
