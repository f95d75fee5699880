package io.peerconnect.page;

import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.WebUtils;

/**
 * What a request tells of whoever made it.
 */
final class Visitor {

	private static final String COOKIE = "peerconnect";

	private static final Pattern CRAWLER = Pattern.compile("googlebot|google-inspectiontool|bingbot|duckduckbot|"
			+ "baiduspider|yandex(?:bot|images)|applebot|petalbot|facebookexternalhit|twitterbot|linkedinbot|slackbot|"
			+ "discordbot|telegrambot|whatsapp|pinterestbot|ia_archiver|archive\\.org_bot|ahrefsbot|semrushbot|"
			+ "gptbot|claudebot|bytespider|amazonbot|chrome-lighthouse");

	private Visitor() {
	}

	/**
	 * Return whether pages for this visitor keep their images: crawlers, those who save
	 * data, and those who didn't agree, as far as the consent mode asks.
	 * @param request the request for a page
	 * @param consent the consent mode
	 * @return whether to leave images alone
	 */
	static boolean staysOut(HttpServletRequest request, ConsentMode consent) {
		Cookie cookie = WebUtils.getCookie(request, COOKIE);
		boolean agreed = cookie != null && cookie.getValue().equals("on");
		boolean left = cookie != null && cookie.getValue().equals("off");
		boolean objects = "1".equals(request.getHeader("Sec-GPC")) || consent == ConsentMode.ASK;
		return left || (objects && !agreed) || "on".equalsIgnoreCase(request.getHeader("Save-Data"))
				|| isCrawler(request.getHeader("User-Agent"));
	}

	private static boolean isCrawler(@Nullable String userAgent) {
		return userAgent != null && CRAWLER.matcher(userAgent.toLowerCase(Locale.ROOT)).find();
	}

}
