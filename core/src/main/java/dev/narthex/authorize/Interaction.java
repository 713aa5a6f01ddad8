package dev.narthex.authorize;

import dev.narthex.authorize.Standing.SignedIn;
import dev.narthex.oauth.Problem;
import dev.narthex.oauth.Scopes;
import java.time.Duration;

/// What comes next for a request that is well formed.
sealed interface Interaction {
    record SignIn() implements Interaction {}

    /// Somebody is signed in, and is to say whether they are who shall go on.
    record ChooseAccount() implements Interaction {}

    record CreateAccount() implements Interaction {}

    record AskConsent(Scopes toAsk) implements Interaction {}

    record Proceed(SignedIn signedIn, Scopes scopes, Duration lifetime) implements Interaction {}

    record Impossible(Problem problem) implements Interaction {}
}
