package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.okta.Wire;
import dev.narthex.users.User;
import dev.narthex.users.User.Provider;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserLifecycle;
import dev.narthex.users.UserLifecycle.Operation;
import dev.narthex.users.UserLifecycle.Transition;
import dev.narthex.users.schema.UserSchema;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// How a user looks on the wire.
public final class UserJson {
    private static final List<String> NULL_IF_EMPTY = List.of("mobilePhone", "secondEmail");

    private final String baseUrl;
    private final String orgId;
    private final Supplier<UserSchema> schema;
    private final InstantSource clock;

    /// @param orgId from which the ids of the one user type and its schema are made
    /// @param schema as it is now
    public UserJson(String baseUrl, String orgId, Supplier<UserSchema> schema, InstantSource clock) {
        this.baseUrl = baseUrl;
        this.orgId = orgId;
        this.schema = schema;
        this.clock = clock;
    }

    String baseUrl() {
        return baseUrl;
    }

    String typeId() {
        return "oty" + orgId.substring(3);
    }

    String schemaId() {
        return "osc" + orgId.substring(3);
    }

    String usersUrl() {
        return baseUrl + "/api/v1/users";
    }

    /// Who is locked out is so for browsers that they have not used before.
    List<Map<String, Object>> blocks(User user) {
        return user.standing(clock.instant()) == Status.LOCKED_OUT
                ? List.of(Map.of("type", "DEVICE_BASED", "appliesTo", "UNKNOWN_DEVICES"))
                : List.of();
    }

    /// A user with links to what can be done now. A caller may ask for less by `okta-response` in a media type.
    Map<String, Object> whole(Request request, User user) {
        var json = json(user);
        if (omits(request, "omitCredentials")) json.remove("credentials");
        json.put("_links", links(user, !omits(request, "omitCredentialsLinks")));
        return json;
    }

    /// The user as this caller sees them: people see of themselves what the schema does not hide, and are offered
    /// nothing that an administrator does.
    Map<String, Object> seenBy(Caller caller, Request request, User user) {
        var json = whole(request, user);
        if (caller.self().isPresent()) {
            json.put("profile", profile(schema.get().shownToSelf(user.profile())));
            json.put("_links", Map.of("self", Wire.link(url(user))));
        }
        return Selection.of(request.query().first("fields")).among(json);
    }

    /// A user in a list, with a link to itself only.
    Map<String, Object> listed(Request request, User user) {
        var json = json(user);
        if (omits(request, "omitCredentials")) json.remove("credentials");
        json.put("_links", Map.of("self", Wire.link(url(user))));
        return Selection.of(request.query().first("fields")).among(json);
    }

    private static boolean omits(Request request, String what) {
        return Optional.of(request.header("content-type").orElse("") + ";"
                        + request.header("accept").orElse(""))
                .filter(it -> it.matches("(?s).*okta-response=[^;]*\\b" + what + "\\b.*"))
                .isPresent();
    }

    private Map<String, Object> json(User user) {
        Instant now = clock.instant();
        var times = user.times();
        var json = new LinkedHashMap<String, Object>();
        json.put("id", user.id());
        json.put("status", user.standing(now).name());
        json.put("created", Wire.time(times.created()));
        json.put("activated", time(times.activated()));
        json.put("statusChanged", Wire.time(times.statusChanged()));
        json.put("lastLogin", time(times.lastLogin()));
        json.put("lastUpdated", Wire.time(times.lastUpdated()));
        json.put("passwordChanged", time(times.passwordChanged()));
        json.put("type", Map.of("id", typeId()));
        json.put("profile", profile(schema.get().known(user.profile())));
        json.put("credentials", credentials(user));
        return json;
    }

    private static String time(Optional<Instant> instant) {
        return instant.map(Wire::time).orElse(null);
    }

    private Map<String, Object> profile(Map<String, Object> shown) {
        var profile = new LinkedHashMap<>(shown);
        profile.values().removeIf(Objects::isNull);
        NULL_IF_EMPTY.forEach(name -> profile.putIfAbsent(name, null));
        return profile;
    }

    /// What may be known of credentials: no secret, and no hash of one.
    static Map<String, Object> credentials(User user) {
        var credentials = new LinkedHashMap<String, Object>();
        if (user.credentials().password()) credentials.put("password", Map.of());
        var emails = new ArrayList<Map<String, Object>>();
        user.attribute("email").ifPresent(email -> emails.add(email(user, email)));
        if (!emails.isEmpty()) credentials.put("emails", emails);
        user.credentials()
                .question()
                .ifPresent(question -> credentials.put("recovery_question", Map.of("question", question)));
        Provider provider = user.credentials().provider();
        credentials.put("provider", Map.of("type", provider.name(), "name", provider.name()));
        return credentials;
    }

    private static Map<String, Object> email(User user, String address) {
        String status = user.credentials().emailVerified() ? "VERIFIED" : "UNVERIFIED";
        return Map.of("value", address, "status", status, "type", "PRIMARY");
    }

    private String url(User user) {
        return usersUrl() + "/" + user.id();
    }

    private Map<String, Object> links(User user, boolean credentials) {
        var links = new LinkedHashMap<String, Object>();
        links.put("self", Wire.link(url(user)));
        lifecycle(links, user, "activate", Operation.ACTIVATE);
        lifecycle(links, user, "reactivate", Operation.REACTIVATE);
        lifecycle(links, user, "suspend", Operation.SUSPEND);
        lifecycle(links, user, "unsuspend", Operation.UNSUSPEND);
        lifecycle(links, user, "unlock", Operation.UNLOCK);
        lifecycle(links, user, "deactivate", Operation.DEACTIVATE);
        if (credentials) credentialLinks(links, user);
        String meta = baseUrl + "/api/v1/meta";
        links.put("schema", Wire.link(meta + "/schemas/user/" + schemaId()));
        links.put("type", Wire.link(meta + "/types/user/" + typeId()));
        return links;
    }

    private void credentialLinks(Map<String, Object> links, User user) {
        lifecycle(links, user, "resetPassword", Operation.RESET_PASSWORD);
        lifecycle(links, user, "expirePassword", Operation.EXPIRE_PASSWORD);
        if (!user.credentials().password()) return;
        if (isPossible(user, Operation.CHANGE_PASSWORD)) credential(links, user, "changePassword");
        if (mayChangeQuestion(user)) credential(links, user, "changeRecoveryQuestion");
        if (UserLifecycle.mayForget(user.status())) credential(links, user, "forgotPassword");
    }

    private void credential(Map<String, Object> links, User user, String name) {
        links.put(name, post(url(user) + "/credentials/" + path(name)));
    }

    boolean mayChangeQuestion(User user) {
        return UserLifecycle.mayChangeQuestion(user.standing(clock.instant()));
    }

    private boolean isPossible(User user, Operation operation) {
        var transition = UserLifecycle.of(user.standing(clock.instant()), operation);
        return transition instanceof Transition.To || transition instanceof Transition.Begun;
    }

    private void lifecycle(Map<String, Object> links, User user, String name, Operation operation) {
        if (isPossible(user, operation)) links.put(name, post(url(user) + "/lifecycle/" + path(name)));
    }

    /// As `resetPassword` and `reset_password`.
    private static String path(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static Map<String, Object> post(String href) {
        var link = new LinkedHashMap<String, Object>();
        link.put("href", href);
        link.put("method", "POST");
        return link;
    }
}
