package io.peerconnect.demo;

import java.time.Clock;

import io.peerconnect.demo.photo.Photos;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * The pages of the site.
 */
@Controller
class GalleryController {

	private final String version;

	GalleryController(Clock clock) {
		this.version = Long.toString(clock.instant().getEpochSecond(), Character.MAX_RADIX);
	}

	/**
	 * Return what the URLs of photographs carry so that each start of the demo begins
	 * afresh. PeerConnect learns an asset when the site sends it, and a browser that kept
	 * it from an earlier run would not ask.
	 * @return a word that differs from run to run
	 */
	@ModelAttribute("version")
	String version() {
		return this.version;
	}

	@GetMapping("/")
	String gallery(Model model) {
		model.addAttribute("photos", Photos.gallery());
		model.addAttribute("shared", true);
		return "gallery";
	}

	@GetMapping("/plain")
	String plain(Model model, HttpServletResponse response) {
		response.setHeader("X-PeerConnect", "off");
		model.addAttribute("photos", Photos.gallery());
		model.addAttribute("shared", false);
		return "gallery";
	}

	@GetMapping("/kinds")
	String kinds(Model model) {
		model.addAttribute("excluded", Photos.excluded());
		model.addAttribute("latecomers", Photos.latecomers());
		return "kinds";
	}

	@GetMapping("/send")
	String send() {
		return "send";
	}

	@GetMapping("/about")
	String about() {
		return "about";
	}

}
