package dev.narthex.apps.metadata;

import static dev.narthex.apps.metadata.Words.CLIENT_CREDENTIALS;
import static dev.narthex.apps.metadata.Words.CODE;
import static dev.narthex.apps.metadata.Words.DEVICE;
import static dev.narthex.apps.metadata.Words.GRANT_TYPES;
import static dev.narthex.apps.metadata.Words.IMPLICIT;
import static dev.narthex.apps.metadata.Words.JWT_BEARER;
import static dev.narthex.apps.metadata.Words.METHODS;
import static dev.narthex.apps.metadata.Words.PASSWORD;
import static dev.narthex.apps.metadata.Words.REFRESH;
import static dev.narthex.apps.metadata.Words.TOKEN_EXCHANGE;

import dev.narthex.apps.AppSettings.Type;
import dev.narthex.okta.Fields;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What goes together: application type, grant types, response types, client authentication, PKCE.
final class Combinations {

    /// What somebody wants an app to be.
    record Wish(Type type, Set<String> grants, Set<String> responses, String method, boolean pkce, boolean dpop) {}

    /// What an application type admits: these grants, of `needed` at least one, and these methods.
    private record Kind(Collection<String> grants, Set<String> needed, Set<String> methods) {}

    private static final Set<String> PROVING = allBut(METHODS, "none");

    /// Grant types whose access tokens can be refreshed.
    private static final Set<String> REFRESHED = allBut(GRANT_TYPES, REFRESH, IMPLICIT, CLIENT_CREDENTIALS);

    private static final Map<Type, Kind> KINDS = Map.of(
            Type.BROWSER, new Kind(allBut(GRANT_TYPES, CLIENT_CREDENTIALS, PASSWORD), Set.of(), Set.of("none")),
            Type.NATIVE, new Kind(allBut(GRANT_TYPES, CLIENT_CREDENTIALS), Set.of(CODE, DEVICE), Set.copyOf(METHODS)),
            Type.WEB, new Kind(allBut(GRANT_TYPES, PASSWORD), Set.of(CODE, IMPLICIT), PROVING),
            Type.SERVICE,
                    new Kind(
                            Set.of(CLIENT_CREDENTIALS, TOKEN_EXCHANGE, JWT_BEARER),
                            Set.of(CLIENT_CREDENTIALS),
                            PROVING));

    private record Rule(String member, Predicate<Wish> holds, String otherwise) {}

    private static final List<Rule> OF_CLIENT = List.of(
            new Rule("grant_types", wish -> !wish.grants().isEmpty(), "The field cannot be left blank"),
            new Rule(
                    "grant_types",
                    wish -> kind(wish).grants().containsAll(wish.grants()),
                    "holds a grant type that this application_type can't have"),
            new Rule(
                    "grant_types",
                    wish -> kind(wish).needed().isEmpty()
                            || any(wish.grants(), kind(wish).needed()),
                    "lacks a grant type that this application_type must have"),
            new Rule(
                    "grant_types",
                    wish -> !wish.grants().contains(REFRESH) || any(wish.grants(), REFRESHED),
                    "'refresh_token' needs a grant type whose tokens can be refreshed"),
            // OIDC Registration 1.0 §2: which grant types the response types need.
            new Rule(
                    "response_types",
                    wish -> wish.grants().contains(CODE) == wish.responses().contains("code"),
                    "'code' goes with the grant type 'authorization_code', and it with 'code'"),
            new Rule(
                    "response_types",
                    wish -> !wish.grants().contains(IMPLICIT) || any(wish.responses(), Set.of("token", "id_token")),
                    "the grant type 'implicit' needs 'token' or 'id_token'"),
            new Rule(
                    "response_types",
                    wish -> !wish.responses().contains("id_token")
                            || wish.grants().contains(IMPLICIT),
                    "'id_token' needs the grant type 'implicit'"),
            new Rule(
                    "response_types",
                    wish -> !wish.responses().contains("token")
                            || any(wish.grants(), Set.of(IMPLICIT, CLIENT_CREDENTIALS)),
                    "'token' needs the grant type 'implicit' or 'client_credentials'"),
            new Rule(
                    "response_types",
                    wish -> wish.type() != Type.SERVICE || wish.responses().equals(Set.of("token")),
                    "must be 'token' alone for a service"),
            // RFC 9449 §5: a token in a front-channel answer can't be bound to a key.
            new Rule(
                    "dpop_bound_access_tokens",
                    wish -> !wish.dpop() || !wish.grants().contains(IMPLICIT),
                    "can't be true with the grant type 'implicit'"));

    private static final List<Rule> OF_CREDENTIALS = List.of(
            new Rule(
                    "token_endpoint_auth_method",
                    wish -> kind(wish).methods().contains(wish.method()),
                    "is none that this application_type can use"),
            // RFC 9700 §2.1.1: public clients must use PKCE.
            new Rule(
                    "pkce_required",
                    wish -> wish.pkce()
                            || !wish.method().equals("none")
                            || !wish.grants().contains(CODE),
                    "must be true where token_endpoint_auth_method is 'none'"));

    private Combinations() {}

    /// Notes what does not go together.
    static void check(Wish wish, Fields client, Fields credentials) {
        note(wish, OF_CLIENT, client);
        note(wish, OF_CREDENTIALS, credentials);
    }

    private static void note(Wish wish, List<Rule> rules, Fields fields) {
        rules.stream()
                .filter(rule -> !rule.holds().test(wish))
                .forEach(rule -> fields.fault(rule.member(), rule.otherwise()));
    }

    private static Kind kind(Wish wish) {
        return KINDS.get(wish.type());
    }

    private static boolean any(Set<String> given, Set<String> wanted) {
        return given.stream().anyMatch(wanted::contains);
    }

    private static Set<String> allBut(Collection<String> words, String... without) {
        var left = new HashSet<>(words);
        left.removeAll(Set.of(without));
        return Set.copyOf(left);
    }
}
