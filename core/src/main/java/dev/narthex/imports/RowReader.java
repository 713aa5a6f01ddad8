package dev.narthex.imports;

import dev.narthex.id.Ids;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.password.Passwords;
import dev.narthex.password.StoredPassword;
import dev.narthex.users.User;
import dev.narthex.users.User.Provider;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.schema.UserSchema;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Makes a user of a row, or names all that is wrong with it. Stores nothing, and hashes the password of nobody who is
/// not to be stored.
public final class RowReader {
    private static final int LONGEST = 2_000;
    private static final int MOST_REASONS = 20;

    private final Means means;
    private final UserSchema schema;
    private final Function<String, Optional<String>> groupIds;
    private final Wishes wishes;

    /// What new users are made with.
    public record Means(Passwords passwords, Ids ids, InstantSource clock) {}

    /// @param groupIds the id of a group by its name
    public RowReader(Means means, UserSchema schema, Function<String, Optional<String>> groupIds, Wishes wishes) {
        this.means = means;
        this.schema = schema;
        this.groupIds = groupIds;
        this.wishes = wishes;
    }

    /// What came of a row.
    sealed interface Reading {
        record Read(NewUser user, Set<String> given) implements Reading {}

        record Refused(List<String> reasons) implements Reading {}
    }

    /// What a row says of a password: nothing, a text that is to be hashed, or a hash.
    private record Secret(Optional<String> plain, Optional<StoredPassword> stored) {
        boolean present() {
            return plain.isPresent() || stored.isPresent();
        }
    }

    Reading read(Row row) {
        var fields = Fields.of(row.members());
        var given = present(fields.object("profile").members());
        var profile = schema.completed(given);
        var secret = secret(fields.object("credentials").object("password"));
        var status = status(fields, secret);
        boolean verified = fields.flag("emailVerified").orElse(true);
        var groups = groups(fields);
        var reasons =
                new ArrayList<>(fields.error("User").map(OktaError::causes).orElse(List.of()));
        reasons.addAll(schema.faults(profile));
        if (reasons.isEmpty()) reasons.addAll(contradictions(status, secret));
        if (!reasons.isEmpty()) return new Reading.Refused(bounded(reasons));
        var password = wishes.dryRun() ? Optional.<StoredPassword>empty() : password(secret);
        return new Reading.Read(
                new NewUser(user(profile, status, password, verified), password, groups), Set.copyOf(given.keySet()));
    }

    /// What has a value.
    private static Map<String, Object> present(Map<String, Object> profile) {
        var present = new LinkedHashMap<>(profile);
        present.values().removeIf(value -> value == null || value.equals(""));
        return present;
    }

    /// A row of a megabyte can have any number of faults.
    private static List<String> bounded(List<String> reasons) {
        return reasons.stream()
                .limit(MOST_REASONS)
                .map(reason -> reason.length() <= LONGEST / 4 ? reason : reason.substring(0, LONGEST / 4) + "…")
                .toList();
    }

    private Status status(Fields fields, Secret secret) {
        var said = fields.constant("status", Status.class).orElse(secret.present() ? Status.ACTIVE : Status.STAGED);
        boolean wouldBegin = said == Status.ACTIVE || said == Status.PASSWORD_EXPIRED;
        return wouldBegin && !wishes.activate() ? Status.STAGED : said;
    }

    private static List<String> contradictions(Status status, Secret secret) {
        return switch (status) {
            case ACTIVE, PASSWORD_EXPIRED ->
                secret.present() ? List.of() : List.of("status: " + status + " needs a password");
            case STAGED, PROVISIONED, RECOVERY, SUSPENDED, DEPROVISIONED -> List.of();
            case LOCKED_OUT -> List.of("status: LOCKED_OUT is no status that stays; bring the person as ACTIVE");
        };
    }

    private User user(Map<String, Object> profile, Status status, Optional<StoredPassword> password, boolean verified) {
        Instant now = means.clock().instant();
        var times = User.Times.ofNew(now, status != Status.STAGED, password.isPresent());
        var credentials = User.Credentials.NONE
                .withEmailVerified(verified)
                .withProvider(password.isPresent() ? Provider.IMPORT : Provider.OKTA);
        return new User(means.ids().next("00u"), status, profile, times, 1, credentials);
    }

    private Set<String> groups(Fields fields) {
        var found = new HashSet<String>();
        for (String name : fields.texts("groups").orElse(List.of())) {
            groupIds.apply(name).ifPresentOrElse(found::add, () -> fields.fault("groups", "there is no " + name));
        }
        return found;
    }

    private static Secret secret(Fields password) {
        var plain = password.text("value", LONGEST);
        plain.filter(text -> !Passwords.mayHash(text))
                .ifPresent(_ -> password.fault("value", "is no password that can be kept"));
        var brought = BroughtPassword.read(password);
        int kinds = brought.size() + (plain.isPresent() ? 1 : 0);
        if (kinds > 1) password.fault("value", "only one kind of password can be given");
        return new Secret(plain, brought.stream().findFirst());
    }

    private Optional<StoredPassword> password(Secret secret) {
        return secret.plain().map(means.passwords()::hash).or(secret::stored);
    }
}
