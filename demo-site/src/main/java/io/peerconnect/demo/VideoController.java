package io.peerconnect.demo;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The page with videos.
 */
@Controller
class VideoController {

	@GetMapping("/videos")
	String videos(Model model) {
		model.addAttribute("films", Film.all());
		return "videos";
	}

}
