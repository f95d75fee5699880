package io.peerconnect.torrent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

import org.springframework.util.StringUtils;

/**
 * Says in words why something could not be done with a file.
 */
final class Reasons {

	private Reasons() {
	}

	static String of(IOException ex) {
		if (ex instanceof AccessDeniedException) {
			return "access is denied";
		}
		if (ex instanceof NoSuchFileException || ex instanceof FileNotFoundException) {
			return "it is not there any more";
		}
		// Their messages begin with the name of the file, which the caller tells already.
		String reason = (ex instanceof FileSystemException file) ? file.getReason() : ex.getMessage();
		return StringUtils.hasLength(reason) ? reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1)
				: ex.getClass().getSimpleName();
	}

}
