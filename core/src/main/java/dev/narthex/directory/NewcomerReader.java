package dev.narthex.directory;

import dev.narthex.http.Request;
import dev.narthex.imports.BroughtPassword;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.password.StoredPassword;
import dev.narthex.users.User.Provider;
import dev.narthex.users.schema.UserSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a request to create a user, and gathers all that is wrong with it.
final class NewcomerReader {
    private static final int MOST_GROUPS = 20;

    private final UserSchema schema;
    private final String typeId;

    NewcomerReader(UserSchema schema, String typeId) {
        this.schema = schema;
        this.typeId = typeId;
    }

    /// The password that a newcomer comes with.
    sealed interface Secret {
        record None() implements Secret {}

        /// In the clear, to be held against the rules and hashed. Never prints itself.
        record Plain(String text) implements Secret {
            @Override
            public String toString() {
                return "Plain[…]";
            }
        }

        /// Hashed elsewhere, or to be asked for elsewhere.
        record Stored(StoredPassword password) implements Secret {}
    }

    record Question(String text, String answer) {}

    /// Who is to be made. `activate` and `changeNext` come from the query.
    record Newcomer(
            Map<String, Object> profile,
            Secret secret,
            Optional<Question> question,
            Provider provider,
            Set<String> groupIds,
            Wishes wishes) {}

    record Wishes(boolean activate, boolean changeNext) {}

    sealed interface Reading {
        record Read(Newcomer newcomer) implements Reading {}

        record Refused(OktaError error) implements Reading {}
    }

    Reading read(Request request) {
        var fields = Fields.of(request.json());
        var profile = profile(fields);
        var credentials = fields.object("credentials");
        var newcomer = new Newcomer(
                profile,
                secret(credentials),
                question(credentials),
                provider(credentials),
                groups(fields),
                new Wishes(
                        !request.query()
                                .first("activate")
                                .filter("false"::equals)
                                .isPresent(),
                        request.query()
                                .first("nextLogin")
                                .filter("changePassword"::equals)
                                .isPresent()));
        type(fields);
        boolean elsewhere = newcomer.provider() != Provider.OKTA && newcomer.provider() != Provider.IMPORT;
        if (elsewhere && !(newcomer.secret() instanceof Secret.None)) {
            credentials.fault("provider", "vouches for the person, who can have no password here");
        }
        return fields.error("User")
                .or(() -> contradiction(newcomer))
                .<Reading>map(Reading.Refused::new)
                .orElseGet(() -> new Reading.Read(newcomer));
    }

    private static Optional<OktaError> contradiction(Newcomer newcomer) {
        if (!newcomer.wishes().changeNext()) return Optional.empty();
        if (newcomer.secret() instanceof Secret.None) {
            return Optional.of(OktaError.of(400, "E0000124", "A password is needed that can be changed next"));
        }
        return newcomer.wishes().activate()
                ? Optional.empty()
                : Optional.of(OktaError.of(400, "E0000125", "Only an active user can change the password next"));
    }

    private Map<String, Object> profile(Fields fields) {
        var profile = schema.completed(present(fields.object("profile").members()));
        schema.faults(profile).forEach(cause -> faultOf(fields, cause));
        return profile;
    }

    static void faultOf(Fields fields, String cause) {
        int colon = cause.indexOf(": ");
        fields.fault(cause.substring(0, colon), cause.substring(colon + 2));
    }

    /// What has a value.
    static Map<String, Object> present(Map<String, Object> members) {
        var present = new LinkedHashMap<String, Object>();
        members.forEach((name, value) -> {
            if (value != null && !value.equals("")) present.put(name, value);
        });
        return present;
    }

    static Secret secret(Fields credentials) {
        var password = credentials.object("password");
        var kinds = new ArrayList<Secret>();
        password.text("value", 2_000).map(Secret.Plain::new).ifPresent(kinds::add);
        BroughtPassword.read(password).stream().map(Secret.Stored::new).forEach(kinds::add);
        if (kinds.size() > 1) credentials.fault("password", "only one kind of password can be given");
        return kinds.isEmpty() ? new Secret.None() : kinds.getFirst();
    }

    static Optional<Question> question(Fields credentials) {
        return credentials
                .maybeObject("recovery_question")
                .map(it -> new Question(it.requiredText("question", 100), it.requiredText("answer", 100)));
    }

    private static Provider provider(Fields credentials) {
        return credentials.object("provider").constant("type", Provider.class).orElse(Provider.OKTA);
    }

    private static Set<String> groups(Fields fields) {
        List<String> ids = fields.texts("groupIds").orElse(List.of());
        if (ids.size() > MOST_GROUPS) fields.fault("groupIds", "must not name more than " + MOST_GROUPS + " groups");
        return Set.copyOf(ids);
    }

    void type(Fields fields) {
        var type = fields.object("type");
        type.text("id", 100)
                .filter(id -> !id.equals(typeId) && !id.equals("default"))
                .ifPresent(_ -> type.fault("id", "is no type of users"));
    }
}
