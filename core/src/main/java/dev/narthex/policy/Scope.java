package dev.narthex.policy;

import dev.narthex.oauth.Scopes;

/// A scope of an authorization server. `text` is what a person reads on the consent page.
public record Scope(String id, String name, Text text, Consent consent, Flags flags) {

    public enum Consent {
        IMPLICIT,
        REQUIRED,
        FLEXIBLE
    }

    public record Text(String title, String description) {}

    /// `optional`: a person may leave it out; `published`: listed in the metadata; `system`: one of OpenID Connect's
    /// own.
    public record Flags(boolean isDefault, boolean optional, boolean published, boolean system) {
        public static final Flags PLAIN = new Flags(false, false, false, false);
        public static final Flags SYSTEM = new Flags(false, false, true, true);
    }

    /// What a person reads: the title that somebody gave it, or else its name.
    public String title() {
        return text.title().isBlank() ? name : text.title();
    }

    public boolean isDefault() {
        return flags.isDefault();
    }

    /// Whether a person may leave it out. `openid` never: without it nobody signs in.
    public boolean optional() {
        return flags.optional() && !name.equals(Scopes.OPENID);
    }

    /// Whether a person can be asked about it at all.
    public boolean asksConsent() {
        return consent != Consent.IMPLICIT;
    }
}
