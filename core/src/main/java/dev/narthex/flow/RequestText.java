package dev.narthex.flow;

import dev.narthex.flow.PausedRequest.ConsentDecision;
import dev.narthex.flow.PausedRequest.Ticket;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/// Requests as the text that is sealed: short, for it travels in addresses.
final class RequestText {
    private RequestText() {}

    static String write(PausedRequest request) {
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
        var tickets = new LinkedHashMap<String, Object>();
        request.tickets()
                .forEach(ticket -> tickets.put(ticket.id(), ticket.until().toEpochMilli()));
        if (!tickets.isEmpty()) facts.put("t", tickets);
        request.chosenIn().ifPresent(session -> facts.put("c", session));
        return Json.text(facts);
    }

    static PausedRequest read(String text) {
        try {
            var facts = Json.readObject(text.getBytes(StandardCharsets.UTF_8));
            var parameters = new LinkedHashMap<String, String>();
            ((Map<?, ?>) facts.get("p")).forEach((name, value) -> parameters.put((String) name, (String) value));
            var begun = instant(facts.get("b"));
            return new PausedRequest(
                    (String) facts.get("s"),
                    parameters,
                    begun,
                    toAsk(facts),
                    decision(facts),
                    tickets(facts),
                    Optional.ofNullable((String) facts.get("c")));
        } catch (BadRequest malformed) {
            throw new IllegalStateException("we sealed something unreadable", malformed);
        }
    }

    private static Instant instant(Object millis) {
        return Instant.ofEpochMilli(((Number) millis).longValue());
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

    private static List<Ticket> tickets(Map<String, Object> facts) {
        var tickets = new ArrayList<Ticket>();
        if (facts.get("t") instanceof Map<?, ?> ids) {
            ids.forEach((id, until) -> tickets.add(new Ticket((String) id, instant(until))));
        }
        return tickets;
    }
}
