package dev.narthex.authorize;

import dev.narthex.flow.PausedRequest.Ticket;
import dev.narthex.http.Parameters;
import dev.narthex.oauth.Problem;
import java.util.List;

/// What is really asked for, found before it is checked.
sealed interface Reading {
    /// The parameters that count, and what is used up with them.
    record Whole(Parameters parameters, List<Ticket> tickets) implements Reading {}

    /// Something is wrong with how it was sent; `sent` may still say where an error can go.
    record Faulty(Parameters sent, Problem problem) implements Reading {}

    /// What was sent stands for nothing: nobody knows where an error could go.
    record Unusable(Problem problem) implements Reading {}
}
