package io.peerconnect.benchmarks;

import java.util.List;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Serves the pages that the benchmarks visit.
 */
@Controller
class GalleryController {

	private final List<NoiseImage> images;

	GalleryController(List<NoiseImage> images) {
		this.images = images;
	}

	@GetMapping("/gallery")
	String gallery(Model model, @RequestParam(defaultValue = "30") int count) {
		return page(model, "small-", count);
	}

	@GetMapping("/large")
	String large(Model model, @RequestParam(defaultValue = "1") int count) {
		return page(model, "large-", count);
	}

	@GetMapping("/blank")
	String blank(Model model) {
		return page(model, "small-", 0);
	}

	private String page(Model model, String prefix, int count) {
		model.addAttribute("images",
				this.images.stream().filter((image) -> image.name().startsWith(prefix)).limit(count).toList());
		return "gallery";
	}

}
