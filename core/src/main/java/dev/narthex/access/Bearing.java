package dev.narthex.access;

import dev.narthex.log.LogEvent.Actor;
import java.util.function.Predicate;

/// Whether a call brings an access token, and what that opens.
public sealed interface Bearing {

    record None() implements Bearing {}

    /// @param challenge for `WWW-Authenticate`: what is wrong with the token
    record Refused(String challenge) implements Bearing {}

    /// @param scheme the one to name in a challenge
    /// @param opens whether it opens what a scope names
    record Known(String scheme, Actor actor, Predicate<String> opens) implements Bearing {}
}
