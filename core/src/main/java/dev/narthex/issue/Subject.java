package dev.narthex.issue;

import dev.narthex.users.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whom a token is about, and how and when they proved it. `acr` is there when the request asked for a class,
/// `sessionId` when it was in a browser; `claims`: those that the request wants in the ID token, by name.
public record Subject(
        Person person,
        Instant authenticatedAt,
        List<String> amr,
        Optional<String> acr,
        Optional<String> sessionId,
        Set<String> claims) {

    public Subject(Person person, Instant authenticatedAt, List<String> amr, Optional<String> acr) {
        this(person, authenticatedAt, amr, acr, Optional.empty(), Set.of());
    }
}
