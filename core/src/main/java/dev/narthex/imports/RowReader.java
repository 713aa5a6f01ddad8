package dev.narthex.imports;

import dev.narthex.id.Ids;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.password.ImportedHash;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Makes a user of a row, or names all that is wrong with it. Stores nothing.
public final class RowReader {
    private static final int LONGEST = 2_000;

    private final UserSchema schema;
    private final Function<String, Optional<String>> groupIds;
    private final Passwords passwords;
    private final Ids ids;
    private final InstantSource clock;

    /// @param groupIds the id of a group by its name
    public RowReader(
            UserSchema schema,
            Function<String, Optional<String>> groupIds,
            Passwords passwords,
            Ids ids,
            InstantSource clock) {
        this.schema = schema;
        this.groupIds = groupIds;
        this.passwords = passwords;
        this.ids = ids;
        this.clock = clock;
    }

    /// What came of a row.
    public sealed interface Reading {
        record Read(NewUser user) implements Reading {}

        record Refused(List<String> reasons) implements Reading {}
    }

    Reading read(Row row) {
        var fields = Fields.of(row.members());
        var profile = fields.object("profile").members();
        var password = password(fields.object("credentials").object("password"));
        var status =
                fields.constant("status", Status.class).orElse(password.isPresent() ? Status.ACTIVE : Status.STAGED);
        boolean verified = fields.flag("emailVerified").orElse(true);
        var groups = groups(fields);
        var reasons =
                new ArrayList<>(fields.error("User").map(OktaError::causes).orElse(List.of()));
        reasons.addAll(schema.faults(profile));
        reasons.addAll(contradictions(status, password));
        if (!reasons.isEmpty()) return new Reading.Refused(List.copyOf(reasons));
        return new Reading.Read(new NewUser(user(profile, status, password, verified), password, groups));
    }

    private static List<String> contradictions(Status status, Optional<StoredPassword> password) {
        return switch (status) {
            case ACTIVE, PASSWORD_EXPIRED ->
                password.isEmpty() ? List.of("status: " + status + " needs a password") : List.of();
            case STAGED, SUSPENDED, DEPROVISIONED -> List.of();
            case PROVISIONED, RECOVERY, LOCKED_OUT ->
                List.of("status: must be ACTIVE, STAGED, PASSWORD_EXPIRED, SUSPENDED or DEPROVISIONED");
        };
    }

    private User user(Map<String, Object> profile, Status status, Optional<StoredPassword> password, boolean verified) {
        Instant now = clock.instant();
        var activated = status == Status.STAGED ? Optional.<Instant>empty() : Optional.of(now);
        var times = new User.Times(now, now, now, activated, Optional.empty(), password.map(_ -> now));
        var credentials = User.Credentials.NONE
                .withEmailVerified(verified)
                .withProvider(password.isPresent() ? Provider.IMPORT : Provider.OKTA);
        return new User(ids.next("00u"), status, profile, times, 1, credentials);
    }

    private Set<String> groups(Fields fields) {
        var found = new HashSet<String>();
        for (String name : fields.texts("groups").orElse(List.of())) {
            groupIds.apply(name).ifPresentOrElse(found::add, () -> fields.fault("groups", "there is no " + name));
        }
        return found;
    }

    private Optional<StoredPassword> password(Fields password) {
        var found = new ArrayList<StoredPassword>();
        password.text("value", LONGEST).ifPresent(text -> {
            if (Passwords.mayHash(text)) found.add(passwords.hash(text));
            else password.fault("value", "is no password that can be kept");
        });
        password.maybeObject("hash")
                .ifPresent(hash -> add(found, password, "hash", ImportedHash.ofMembers(hash.members())));
        password.text("encoded", LONGEST).ifPresent(text -> add(found, password, "encoded", ImportedHash.ofText(text)));
        password.maybeObject("hook").ifPresent(_ -> found.add(StoredPassword.HOOK));
        password.maybeObject("keycloak").ifPresent(texts -> add(found, password, "keycloak", keycloak(texts)));
        if (found.size() > 1) password.fault("value", "only one kind of password can be given");
        return found.stream().findFirst();
    }

    private static ImportedHash keycloak(Fields texts) {
        return ImportedHash.ofKeycloak(
                texts.text("credentialData", LONGEST).orElse(""),
                texts.text("secretData", LONGEST).orElse(""));
    }

    private static void add(List<StoredPassword> found, Fields password, String kind, ImportedHash hash) {
        switch (hash) {
            case ImportedHash.Accepted(var stored) -> found.add(stored);
            case ImportedHash.Refused(var problems) ->
                problems.forEach(problem -> password.fault(kind + "." + problem.member(), problem.reason()));
        }
    }
}
