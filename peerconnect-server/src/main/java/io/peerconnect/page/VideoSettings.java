package io.peerconnect.page;

import java.time.Duration;

/**
 * What the client is told about videos, the same for all pages.
 *
 * @param ahead how far ahead of what is shown a video is loaded from the site
 * @param urgent how close to being shown a piece comes from whoever has it first
 * @param storeSize size of what a page keeps of videos, in bytes
 */
public record VideoSettings(Duration ahead, Duration urgent, long storeSize) {

}
