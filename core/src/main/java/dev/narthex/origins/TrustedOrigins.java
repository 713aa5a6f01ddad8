package dev.narthex.origins;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import dev.narthex.origins.TrustedOrigin.Use;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/// Answers whether an origin is trusted for a use.
public final class TrustedOrigins {
    private final Cache<String, List<TrustedOrigin>> cache;

    public TrustedOrigins(TrustedOriginStore store, Changes changes) {
        this.cache =
                new Cache<String, List<TrustedOrigin>>(changes, 1, _ -> Optional.of(store.all())).clearedBy("origins");
    }

    public boolean trusts(String origin, Use use) {
        return cache.get("").orElse(List.of()).stream()
                .anyMatch(known -> known.active()
                        && known.uses().contains(use)
                        && known.origin().equals(origin));
    }

    /// Whether an absolute URL leads to an origin that is trusted for redirects.
    public boolean mayRedirectTo(String url) {
        try {
            var uri = new URI(url);
            if (uri.getHost() == null || uri.getRawUserInfo() != null) return false;
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return trusts(uri.getScheme() + "://" + uri.getHost() + port, Use.REDIRECT);
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
