package dev.narthex.flow;

import dev.narthex.crypt.Sealer;
import java.time.Duration;
import java.time.InstantSource;

/// Seals paused requests into an `okta_key` and opens them again.
public final class PausedRequests {
    /// As long as somebody may take to sign in and consent.
    public static final Duration LIFETIME = Duration.ofHours(1);
    /// As long as a request is begun anew rather than refused.
    private static final Duration MEMORY = Duration.ofHours(24);

    private final Sealer sealer;
    private final InstantSource clock;

    public PausedRequests(Sealer sealer, InstantSource clock) {
        this.sealer = sealer;
        this.clock = clock;
    }

    /// What an `okta_key` turned out to be.
    public sealed interface Opened {
        record Fresh(PausedRequest request) implements Opened {}

        /// Ours, but it waited too long: what was done for it no longer counts.
        record Late(PausedRequest request) implements Opened {}

        record Unreadable() implements Opened {}
    }

    public String seal(PausedRequest request) {
        return sealer.sealText(RequestText.write(request));
    }

    public Opened open(String oktaKey) {
        return sealer.openText(oktaKey).map(this::judge).orElseGet(Opened.Unreadable::new);
    }

    private Opened judge(String text) {
        var request = RequestText.read(text);
        var age = Duration.between(request.begun(), clock.instant());
        if (age.compareTo(LIFETIME) <= 0) return new Opened.Fresh(request);
        // What may be granted once can't begin anew: nobody remembers for so long what has been granted.
        boolean maybeAnew = age.compareTo(MEMORY) <= 0 && request.tickets().isEmpty();
        return maybeAnew ? new Opened.Late(request) : new Opened.Unreadable();
    }
}
