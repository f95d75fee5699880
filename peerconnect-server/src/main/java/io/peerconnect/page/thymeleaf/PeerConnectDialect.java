package io.peerconnect.page.thymeleaf;

import java.util.Set;

import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.processor.IProcessor;

import io.peerconnect.page.Pages;

/**
 * The dialect {@code pc}: {@code <script pc:script></script>} is replaced by what a page
 * needs, and {@code <img pc:src="@{/lion.jpg}">} is handed over where visitors share it.
 * In templates that are no pages, such as mails, the first is nothing and the second a
 * plain {@code src}.
 */
public final class PeerConnectDialect extends AbstractProcessorDialect {

	private static final int PRECEDENCE = 1000;

	private final Pages pages;

	/**
	 * Create the dialect.
	 * @param pages decides what goes into each page
	 */
	public PeerConnectDialect(Pages pages) {
		super("PeerConnect", "pc", PRECEDENCE);
		this.pages = pages;
	}

	@Override
	public Set<IProcessor> getProcessors(String dialectPrefix) {
		return Set.of(new ScriptProcessor(dialectPrefix, this.pages), new SrcProcessor(dialectPrefix, this.pages));
	}

}
