package io.peerconnect.page.thymeleaf;

import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.templatemode.TemplateMode;

import io.peerconnect.page.Pages;

/**
 * Processes {@code pc:script}.
 */
final class ScriptProcessor extends AbstractAttributeTagProcessor {

	private static final int PRECEDENCE = 1000;

	private final Pages pages;

	ScriptProcessor(String dialectPrefix, Pages pages) {
		super(TemplateMode.HTML, dialectPrefix, null, false, "script", true, PRECEDENCE, true);
		this.pages = pages;
	}

	@Override
	protected void doProcess(ITemplateContext context, IProcessableElementTag tag, AttributeName attributeName,
			String attributeValue, IElementTagStructureHandler structureHandler) {
		WebPage page = WebPage.find(context);
		String tags = (page != null) ? this.pages.writeTags(page.request(), page.response()) : "";
		if (tags.isEmpty()) {
			structureHandler.removeElement();
		}
		else {
			structureHandler.replaceWith(tags, false);
		}
	}

}
