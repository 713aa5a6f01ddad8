package dev.narthex.server.seed;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.RequestRules;
import dev.narthex.apps.metadata.Addresses;
import dev.narthex.policy.OrgScopes;
import dev.narthex.server.seed.Seed.App;
import dev.narthex.server.seed.Seed.Assignment;
import dev.narthex.server.seed.Seed.Group;
import dev.narthex.server.seed.Seed.TrustedOrigin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Reads the outermost lists of a seed, groups, apps and origins; users and authorization servers have their own
/// readers.
final class SeedReader {
    private static final List<String> APP_TYPES = List.of("browser", "native", "web", "service");
    private static final List<String> GRANT_TYPES = List.of(
            "implicit",
            "authorization_code",
            "refresh_token",
            "client_credentials",
            "password",
            "urn:ietf:params:oauth:grant-type:device_code",
            "urn:ietf:params:oauth:grant-type:token-exchange");
    private static final List<String> RESPONSE_TYPES = List.of("token", "id_token", "code");
    private static final Map<String, String> LINKS = Map.of(
            "clientUri", "client_uri",
            "logoUri", "logo_uri",
            "termsUri", "tos_uri",
            "policyUri", "policy_uri",
            "initiateLoginUri", "initiate_login_uri",
            "jwksUri", "jwks_uri");

    private static final Map<String, String> FLAGS = Map.of(
            "dpopBoundAccessTokens", "dpop_bound_access_tokens",
            "requirePushedAuthorizationRequests", "require_pushed_authorization_requests",
            "requireSignedRequestObject", "require_signed_request_object");

    private final List<String> problems = new ArrayList<>();
    private final Entry root;

    SeedReader(Path file) {
        this.root = new SeedFile(file, problems).root();
    }

    SeedResult read() {
        var users = new UserReader();
        var seed = new Seed(
                distinct("groups", root.each("groups", SeedReader::group), Group::name),
                distinct("users", root.each("users", users::read), Seed.User::login),
                distinct("apps", root.each("apps", SeedReader::app), App::clientId),
                distinct(
                        "authorizationServers",
                        root.each("authorizationServers", AuthorizationServerReader::read),
                        Seed.AuthorizationServer::id),
                distinct("trustedOrigins", root.each("trustedOrigins", SeedReader::origin), TrustedOrigin::origin),
                root.under("registration").map(SeedReader::registration));
        root.end();
        return problems.isEmpty() ? new SeedResult.Usable(seed) : new SeedResult.Unusable(List.copyOf(problems));
    }

    private <T> List<T> distinct(String key, List<T> items, Function<T, String> name) {
        var seen = new HashSet<String>();
        items.stream()
                .map(name)
                .filter(each -> !each.isEmpty() && !seen.add(each))
                .forEach(each -> root.refuse(key, "holds '" + each + "' twice"));
        return items;
    }

    private static Seed.Registration registration(Entry entry) {
        var registration = new Seed.Registration(
                entry.isTrue("emailVerification", true),
                entry.each("attributes", SeedReader::attribute),
                entry.texts("groups"),
                entry.texts("domains"));
        entry.end();
        return registration;
    }

    private static Seed.Attribute attribute(Entry entry) {
        return new Seed.Attribute(
                entry.needed("name", "of the profile, such as firstName"),
                entry.needed("label", "what the form calls it"),
                entry.isTrue("required", false));
    }

    private static Group group(Entry entry) {
        return new Group(entry.needed("name", "what people call it"), entry.text("description"));
    }

    private static App app(Entry entry) {
        String clientId = entry.needed("clientId", "how the application names itself, 6 to 100 characters");
        if (!clientId.isEmpty() && !clientId.matches("[A-Za-z0-9$_.+!*'(),-]{6,100}")) {
            entry.refuse("clientId", "is not 6 to 100 of letters, digits and $-_.+!*'(),");
        }
        var grants = entry.textsOf("grantTypes", GRANT_TYPES);
        var responses = entry.textsOf("responseTypes", RESPONSE_TYPES);
        refuseUnlikeTypes(entry, grants, responses);
        String type = entry.oneOf("type", "browser", APP_TYPES);
        return new App(
                clientId,
                entry.needed("label", "what people call it"),
                type,
                returns(entry, "redirectUris", type),
                returns(entry, "postLogoutRedirectUris", type),
                grants,
                responses,
                entry.oneOf("consent", "trusted", List.of("trusted", "required"))
                        .equals("required"),
                ClientAuthenticationReader.read(entry, type),
                settings(entry),
                entry.under("assignedTo")
                        .map(SeedReader::assignment)
                        .orElseGet(() -> new Assignment(false, List.of(), List.of())),
                grants(entry, type));
    }

    private static List<String> returns(Entry entry, String key, String type) {
        var addresses = entry.texts(key);
        var kind = AppSettings.Type.valueOf(type.toUpperCase(Locale.ROOT));
        addresses.forEach(address -> Addresses.faultOfReturn(address, kind)
                .ifPresent(fault -> entry.refuse(key, "holds '" + address + "', which " + fault)));
        return addresses;
    }

    private static List<String> grants(Entry entry, String type) {
        var grants = entry.texts("grants");
        grants.stream()
                .filter(scope -> !OrgScopes.has(scope))
                .forEach(scope -> entry.refuse("grants", "holds '" + scope + "', which is no scope of the API"));
        if (!grants.isEmpty() && !type.equals("service")) entry.refuse("grants", "are for apps of type service");
        return grants;
    }

    private static void refuseUnlikeTypes(Entry entry, List<String> grants, List<String> responses) {
        boolean tokens = responses.contains("token") || responses.contains("id_token");
        if (grants.isEmpty()) {
            entry.needed("grantTypes", "such as [implicit]");
        } else if (grants.contains("implicit") != tokens) {
            entry.refuse("grantTypes", "implicit goes with token or id_token in responseTypes, and they with it");
        } else if (grants.contains("authorization_code") != responses.contains("code")) {
            entry.refuse("grantTypes", "authorization_code goes with code in responseTypes, and it with it");
        }
    }

    private static Map<String, Object> settings(Entry entry) {
        var settings = new LinkedHashMap<String, Object>();
        LINKS.forEach((key, member) -> entry.text(key).ifPresent(value -> settings.put(member, value)));
        FLAGS.forEach((key, member) -> {
            if (entry.isTrue(key, false)) settings.put(member, true);
        });
        entry.text("requestObjectSigningAlg")
                .map(_ -> entry.oneOf("requestObjectSigningAlg", "", RequestRules.ALGORITHMS))
                .ifPresent(algorithm -> settings.put("request_object_signing_alg", algorithm));
        return settings;
    }

    private static Assignment assignment(Entry entry) {
        var assignment = new Assignment(entry.isTrue("everyone", false), entry.texts("users"), entry.texts("groups"));
        entry.end();
        return assignment;
    }

    private static TrustedOrigin origin(Entry entry) {
        String origin = entry.needed("origin", "scheme, host and port, such as https://app.example.org");
        return new TrustedOrigin(
                entry.text("name").orElse(origin),
                origin,
                entry.textsOf("scopes", List.of("CORS", "REDIRECT", "IFRAME_EMBED")));
    }
}
