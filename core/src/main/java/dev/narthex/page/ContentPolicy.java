package dev.narthex.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// A Content-Security-Policy: nothing is allowed but what a page names.
final class ContentPolicy {
    private final SequencedMap<String, String> directives = new LinkedHashMap<>(Map.of("default-src", "'none'"));

    /// For a page of ours: own style, script and pictures, a form to ourselves, no frame around it.
    static ContentPolicy ofPage() {
        return new ContentPolicy()
                .set("style-src", "'self'")
                .set("script-src", "'self'")
                .set("img-src", "'self'")
                .set("form-action", "'self'")
                .set("base-uri", "'none'")
                .set("frame-ancestors", "'none'");
    }

    /// For a document that only runs `script`, in a frame or pop-up of `framer`.
    static ContentPolicy ofMessage(String framer, String script) {
        return new ContentPolicy()
                .set("script-src", hash(script))
                .set("form-action", "'none'")
                .set("base-uri", "'none'")
                .set("frame-ancestors", framer);
    }

    /// Lets a form's chain of redirects end at `place`.
    ///
    /// Chromium holds every redirect after a form against `form-action`, also those that the app makes after it has
    /// its answer, say from `api.example.com/callback` to `www.example.com`. Where an app sends its people is not
    /// ours to know, and the browser's refusal is silent: so the scheme is allowed, not just the one origin.
    ContentPolicy mayEndAt(URI place) {
        if (place.getScheme() != null) and("form-action", place.getScheme().toLowerCase(Locale.ROOT) + ":");
        return this;
    }

    ContentPolicy set(String directive, String sources) {
        directives.put(directive, sources);
        return this;
    }

    /// Allows one more source beside those already named.
    ContentPolicy and(String directive, String source) {
        directives.merge(
                directive,
                source,
                (before, more) -> List.of(before.split(" ")).contains(more) ? before : before + " " + more);
        return this;
    }

    boolean framable() {
        return !directives.get("frame-ancestors").equals("'none'");
    }

    /// The source that admits exactly this inline script.
    static String hash(String script) {
        byte[] digest = Sha256.of(script.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    String text() {
        return directives.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("; "));
    }
}
