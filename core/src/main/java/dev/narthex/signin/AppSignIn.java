package dev.narthex.signin;

import dev.narthex.apps.App;
import dev.narthex.http.Request;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.users.User;
import java.util.ArrayList;
import java.util.Optional;

/// A user name and a password that an app passes on, held against the rules of our own page: the same throttle, the
/// same
/// count of failures, one answer whatever was wrong.
public final class AppSignIn {
    private final PasswordSignIn passwords;
    private final SignInThrottle throttle;
    private final SystemLog log;

    public AppSignIn(PasswordSignIn passwords, SignInThrottle throttle, SystemLog log) {
        this.passwords = passwords;
        this.throttle = throttle;
        this.log = log;
    }

    /// What an app passes on. `proven`: it proved itself, so its address is that of a server through which many people
    /// come.
    public record Attempt(Request request, App app, boolean proven, String username, String password) {
        @Override
        public String toString() {
            return "Attempt[…]";
        }
    }

    public sealed interface Answer {
        record Right(User user) implements Answer {}

        record Wrong() implements Answer {}

        record TooMany() implements Answer {}
    }

    public Answer attempt(Attempt attempt) {
        if (!admits(attempt)) return new Answer.TooMany();
        // There is no browser to know again: all who come through apps are counted together, as strangers.
        var credentials = new PasswordSignIn.Credentials(
                attempt.username(), attempt.password(), Optional.empty(), attempt.request());
        return switch (passwords.attempt(credentials)) {
            case SignInResult.SignedIn done -> {
                log.write(
                        attempt.request(),
                        Optional.empty(),
                        Entry.success(EventType.APP_SIGN_IN, SystemLog.actor(done.user()), target(attempt)));
                yield new Answer.Right(done.user());
            }
            // A password that must be changed first can't be changed here: the sign-in page is the place.
            case SignInResult.MustChange(var user) ->
                refused(
                        attempt,
                        new SignInResult.Refused(Optional.of(user), SignInResult.Reason.INVALID_CREDENTIALS, false));
            case SignInResult.LockedOut locked -> refused(attempt, locked.refused());
            case SignInResult.Refused refused -> refused(attempt, refused);
        };
    }

    private boolean admits(Attempt attempt) {
        String address = attempt.request().source();
        return attempt.proven()
                ? throttle.admitsFromApp(address, attempt.username())
                : throttle.admits(address, attempt.username());
    }

    private Answer refused(Attempt attempt, SignInResult.Refused refused) {
        var actor = refused.user()
                .map(SystemLog::actor)
                .orElseGet(() -> new Actor("unknown", "User", SystemLog.bounded(attempt.username()), "unknown"));
        var entries = new ArrayList<Entry>();
        entries.add(Entry.failure(EventType.APP_SIGN_IN, actor, refused.reason().name(), target(attempt)));
        if (refused.locked()) entries.add(Entry.success(EventType.ACCOUNT_LOCK, actor));
        log.write(attempt.request(), Optional.empty(), entries);
        return new Answer.Wrong();
    }

    private static Target target(Attempt attempt) {
        var app = attempt.app();
        return new Target(app.clientId(), "PublicClientApp", app.clientId(), app.label());
    }
}
