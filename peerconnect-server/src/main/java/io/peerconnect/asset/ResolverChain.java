package io.peerconnect.asset;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Asks the resolvers of a resource handler in turn, as the handler does. Spring keeps its
 * own chain to itself.
 */
final class ResolverChain implements ResourceResolverChain {

	private final List<ResourceResolver> resolvers;

	ResolverChain(List<ResourceResolver> resolvers) {
		this.resolvers = resolvers;
	}

	@Override
	public @Nullable Resource resolveResource(@Nullable HttpServletRequest request, String requestPath,
			List<? extends Resource> locations) {
		return this.resolvers.isEmpty() ? null
				: this.resolvers.get(0).resolveResource(request, requestPath, locations, rest());
	}

	@Override
	public @Nullable String resolveUrlPath(String resourcePath, List<? extends Resource> locations) {
		return this.resolvers.isEmpty() ? null : this.resolvers.get(0).resolveUrlPath(resourcePath, locations, rest());
	}

	private ResolverChain rest() {
		return new ResolverChain(this.resolvers.subList(1, this.resolvers.size()));
	}

}
