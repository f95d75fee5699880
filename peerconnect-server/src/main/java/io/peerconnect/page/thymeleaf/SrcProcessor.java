package io.peerconnect.page.thymeleaf;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IModel;
import org.thymeleaf.model.IModelFactory;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.processor.AbstractStandardExpressionAttributeTagProcessor;
import org.thymeleaf.templatemode.TemplateMode;
import org.unbescape.html.HtmlEscape;

import io.peerconnect.asset.Digest;
import io.peerconnect.page.Pages;

/**
 * Processes {@code pc:src}.
 */
final class SrcProcessor extends AbstractStandardExpressionAttributeTagProcessor {

	/**
	 * After all attributes of the standard dialect, so that the twin has them as well.
	 */
	private static final int PRECEDENCE = 100_000;

	private final Pages pages;

	SrcProcessor(String dialectPrefix, Pages pages) {
		super(TemplateMode.HTML, dialectPrefix, "src", PRECEDENCE, true);
		this.pages = pages;
	}

	@Override
	protected void doProcess(ITemplateContext context, IProcessableElementTag tag, AttributeName attributeName,
			String attributeValue, @Nullable Object expressionResult, IElementTagStructureHandler structureHandler) {
		String src = (expressionResult != null) ? expressionResult.toString() : "";
		String escaped = HtmlEscape.escapeHtml4Xml(src);
		WebPage page = WebPage.find(context);
		Digest digest = (page != null) ? this.pages.findHandover(page.request(), page.response(), src) : null;
		if (digest == null) {
			structureHandler.setAttribute("src", escaped);
			return;
		}
		structureHandler.setAttribute("data-peer-hash", digest.value());
		structureHandler.setAttribute("data-peer-src", escaped);
		structureHandler.removeAttribute("src");
		structureHandler.insertImmediatelyAfter(twin(context.getModelFactory(), tag, attributeName, escaped), false);
	}

	private static IModel twin(IModelFactory factory, IProcessableElementTag tag, AttributeName attributeName,
			String src) {
		IProcessableElementTag plain = factory.setAttribute(factory.removeAttribute(tag, attributeName), "src", src);
		IModel twin = factory.createModel(factory.createOpenElementTag("noscript"));
		twin.add(plain);
		twin.add(factory.createCloseElementTag("noscript"));
		return twin;
	}

}
