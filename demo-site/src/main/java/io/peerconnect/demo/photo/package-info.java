/**
 * The gallery's photographs and the code that paints them during the build.
 */
@NullMarked
package io.peerconnect.demo.photo;

import org.jspecify.annotations.NullMarked;
