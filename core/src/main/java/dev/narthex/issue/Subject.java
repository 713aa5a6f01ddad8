package dev.narthex.issue;

import dev.narthex.users.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whom a token is about, and how and when they proved it. `acr` is there when the request asked for a class,
/// `sessionId` when it was in a browser.
public record Subject(
        Person person, Instant authenticatedAt, List<String> amr, Optional<String> acr, Optional<String> sessionId) {

    public Subject(Person person, Instant authenticatedAt, List<String> amr, Optional<String> acr) {
        this(person, authenticatedAt, amr, acr, Optional.empty());
    }
}
