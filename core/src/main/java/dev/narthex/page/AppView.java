package dev.narthex.page;

import java.net.URI;
import java.util.Optional;

/// The app a page speaks of.
///
/// `returnTo` is the verified redirect URI of this very request: its host is shown on the consent page, and its origin
/// decides what the page's form may lead to. URIs of logo, terms and policy are shown only when they are web addresses.
public record AppView(
        String name, Optional<String> logoUri, Optional<String> termsUri, Optional<String> policyUri, URI returnTo) {

    public String initial() {
        return name.isBlank() ? "?" : name.strip().substring(0, name.strip().offsetByCodePoints(0, 1));
    }

    /// What a person would recognise as the place: the host, or for an installed app the scheme.
    public String returnHost() {
        return WebAddress.place(returnTo);
    }

    public Optional<String> logo() {
        return logoUri.filter(uri -> isEmbedded(uri) || WebAddress.isSafe(uri));
    }

    public Optional<String> terms() {
        return termsUri.filter(WebAddress::isWeb);
    }

    public Optional<String> policy() {
        return policyUri.filter(WebAddress::isWeb);
    }

    /// The source that a content policy must allow for the logo to be seen.
    Optional<String> logoSource() {
        return logo().flatMap(uri -> isEmbedded(uri) ? Optional.of("data:") : WebAddress.source(uri));
    }

    private static boolean isEmbedded(String uri) {
        return uri.startsWith("data:image/");
    }
}
