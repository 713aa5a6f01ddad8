package dev.narthex.imports;

import dev.narthex.okta.Fields;
import dev.narthex.password.ImportedHash;
import dev.narthex.password.ImportedHash.FirebaseProject;
import dev.narthex.password.StoredPassword;
import java.util.ArrayList;
import java.util.List;

/// Reads what `credentials.password` says about a password that was made elsewhere: `hash` in Okta's words, `hook`, and
/// beyond Okta `encoded` (a text that says itself what it is), `keycloak`, `aspNetIdentity` and `firebase`. What is
/// wrong is noted among the faults of the fields.
public final class BroughtPassword {
    private static final int LONGEST = 2_000;

    private final Fields password;
    private final List<StoredPassword> found = new ArrayList<>();

    private BroughtPassword(Fields password) {
        this.password = password;
    }

    /// All that are there; more than one contradict each other.
    public static List<StoredPassword> read(Fields password) {
        var reader = new BroughtPassword(password);
        password.maybeObject("hash").ifPresent(hash -> reader.add("hash", ImportedHash.ofMembers(hash.members())));
        password.maybeObject("hook").ifPresent(_ -> reader.found.add(StoredPassword.HOOK));
        password.text("encoded", LONGEST).ifPresent(text -> reader.add("encoded", ImportedHash.ofText(text)));
        password.text("aspNetIdentity", LONGEST)
                .ifPresent(text -> reader.add("aspNetIdentity", ImportedHash.ofAspNetIdentity(text)));
        password.maybeObject("keycloak").ifPresent(texts -> reader.add("keycloak", keycloak(texts)));
        password.maybeObject("firebase").ifPresent(user -> reader.add("firebase", firebase(user)));
        return reader.found;
    }

    private static ImportedHash keycloak(Fields texts) {
        return ImportedHash.ofKeycloak(
                texts.text("credentialData", LONGEST).orElse(""),
                texts.text("secretData", LONGEST).orElse(""));
    }

    private static ImportedHash firebase(Fields user) {
        var project = new FirebaseProject(
                user.number("memoryCost", 1, 30).orElse(0),
                user.number("rounds", 1, 100).orElse(0),
                user.text("saltSeparator", LONGEST).orElse(""),
                user.text("signerKey", LONGEST).orElse(""));
        return ImportedHash.ofFirebase(
                project,
                user.text("salt", LONGEST).orElse(""),
                user.text("hash", LONGEST).orElse(""));
    }

    private void add(String kind, ImportedHash hash) {
        switch (hash) {
            case ImportedHash.Accepted(var stored) -> found.add(stored);
            case ImportedHash.Refused(var problems) ->
                problems.forEach(problem -> password.fault(kind + "." + problem.member(), problem.reason()));
        }
    }
}
