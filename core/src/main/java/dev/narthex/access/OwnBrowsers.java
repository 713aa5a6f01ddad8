package dev.narthex.access;

import dev.narthex.http.Request;
import dev.narthex.log.LogEvent.Actor;
import java.util.Optional;

/// Knows the person who is signed in, in the browser that calls.
@FunctionalInterface
public interface OwnBrowsers {

    /// Nothing if nobody is signed in, or a page that we don't trust sent the browser.
    Optional<Self> of(Request request);

    /// A person who calls for themselves.
    record Self(String userId, Actor actor) {}
}
