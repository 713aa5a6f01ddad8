package dev.narthex.imports;

import dev.narthex.imports.ImportStore.Newcomer;
import dev.narthex.password.StoredPassword;
import dev.narthex.users.User;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserStore.Change;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a row changes about a person who is there already: attributes that it names take its values, and who is still
/// staged becomes what the row says, with its password. A password that is in use stays, as does everybody else's
/// status.
public final class Merge {
    private Merge() {}

    /// Empty if there is nothing to change.
    public static Optional<Change> of(User known, Newcomer row, Instant now) {
        var brought = row.user();
        var profile = profile(known, row);
        boolean staged = known.status() == Status.STAGED;
        boolean begins = staged && brought.user().status() != Status.STAGED;
        Optional<StoredPassword> password = staged ? brought.password() : Optional.empty();
        if (profile.equals(known.profile()) && !begins && password.isEmpty()) return Optional.empty();
        var credentials = known.credentials();
        if (!known.attribute("email").equals(brought.user().attribute("email"))) {
            credentials =
                    credentials.withEmailVerified(brought.user().credentials().emailVerified());
        }
        if (password.isPresent()) {
            credentials = credentials.withProvider(brought.user().credentials().provider());
        }
        var status = begins ? brought.user().status() : known.status();
        var next = new User(known.id(), status, profile, times(known, begins, now), known.version() + 1, credentials);
        return Optional.of(password.map(Change.of(next)::with).orElseGet(() -> Change.of(next)));
    }

    private static Map<String, Object> profile(User known, Newcomer row) {
        var profile = new LinkedHashMap<>(known.profile());
        var brought = row.user().user().profile();
        row.given().forEach(name -> profile.put(name, brought.get(name)));
        // The same login, perhaps in other letters.
        profile.put("login", known.login());
        return profile;
    }

    private static User.Times times(User known, boolean begins, Instant now) {
        return begins
                ? known.times().changedStatus(now).activated(now)
                : known.times().updated(now);
    }
}
