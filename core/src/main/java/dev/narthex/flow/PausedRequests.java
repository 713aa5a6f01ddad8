package dev.narthex.flow;

import dev.narthex.crypt.Sealer;
import dev.narthex.flow.PausedRequest.ConsentDecision;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

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
        var facts = new LinkedHashMap<String, Object>();
        facts.put("s", request.serverId());
        facts.put("p", request.parameters());
        facts.put("b", request.begun().toEpochMilli());
        if (!request.toAsk().isEmpty()) facts.put("a", List.copyOf(request.toAsk()));
        request.decision().ifPresent(decision -> {
            facts.put("ds", decision.sessionHash());
            facts.put("da", List.copyOf(decision.allowed()));
            facts.put("dd", decision.denied());
        });
        return sealer.sealText(Json.text(facts));
    }

    public Opened open(String oktaKey) {
        return sealer.openText(oktaKey).map(this::judge).orElseGet(Opened.Unreadable::new);
    }

    private Opened judge(String text) {
        var request = read(text);
        var age = Duration.between(request.begun(), clock.instant());
        if (age.compareTo(LIFETIME) <= 0) return new Opened.Fresh(request);
        return age.compareTo(MEMORY) <= 0 ? new Opened.Late(request) : new Opened.Unreadable();
    }

    private static PausedRequest read(String text) {
        try {
            var facts = Json.readObject(text.getBytes(StandardCharsets.UTF_8));
            var parameters = new LinkedHashMap<String, String>();
            ((Map<?, ?>) facts.get("p")).forEach((name, value) -> parameters.put((String) name, (String) value));
            var begun = Instant.ofEpochMilli(((Number) facts.get("b")).longValue());
            return new PausedRequest((String) facts.get("s"), parameters, begun, toAsk(facts), decision(facts));
        } catch (BadRequest malformed) {
            throw new IllegalStateException("we sealed something unreadable", malformed);
        }
    }

    private static SequencedSet<String> toAsk(Map<String, Object> facts) {
        var names = new LinkedHashSet<String>();
        if (facts.get("a") instanceof List<?> asked) asked.forEach(name -> names.add((String) name));
        return names;
    }

    private static Optional<ConsentDecision> decision(Map<String, Object> facts) {
        if (!(facts.get("ds") instanceof String session)) return Optional.empty();
        var allowed =
                ((List<?>) facts.get("da")).stream().map(String.class::cast).toList();
        return Optional.of(new ConsentDecision(session, Set.copyOf(allowed), (Boolean) facts.get("dd")));
    }
}
