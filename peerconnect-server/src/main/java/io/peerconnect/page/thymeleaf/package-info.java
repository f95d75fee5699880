/**
 * A Thymeleaf dialect for authors who place things by hand.
 */
@NullMarked
package io.peerconnect.page.thymeleaf;

import org.jspecify.annotations.NullMarked;
