package dev.narthex.authorize;

import dev.narthex.flow.PausedRequest.ConsentDecision;
import dev.narthex.policy.Access;
import dev.narthex.session.Session;
import dev.narthex.users.Person;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The facts that decide what comes next for a request. `begun` is there when the request comes back from a step;
/// `chosenIn`: the session as whose person somebody chose to go on.
record Standing(
        Optional<SignedIn> signedIn,
        Optional<Instant> begun,
        Optional<ConsentDecision> decision,
        Optional<String> chosenIn,
        Instant now) {

    /// What is known of the person in the browser, and what the server's policies say of them.
    record SignedIn(Session session, Person person, boolean assigned, Access access, Set<String> granted) {}
}
