package dev.narthex.apps.metadata;

import static dev.narthex.apps.metadata.Words.CLIENT_CREDENTIALS;
import static dev.narthex.apps.metadata.Words.CODE;
import static dev.narthex.apps.metadata.Words.IMPLICIT;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.Branding;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.apps.AppSettings.Type;
import dev.narthex.jose.Jwk;
import dev.narthex.okta.Fields;
import dev.narthex.outbound.AddressRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads what is said of a client. What is wrong is noted in the fields, so that a caller asks them for an error before
/// it uses the answer.
public final class ClientMetadata {
    private static final int MOST_URIS = 200;
    private static final int LONGEST_URI = 2000;
    private static final int LONGEST_LINK = 1024;

    private final Fields client;
    private final Fields credentials;
    private final Around around;

    /// What is not read here: `label`, who may use the app, members that only the Apps API has, and what the app was
    /// before. Secrets stay as they were. `outbound` says what this server may call.
    public record Around(
            String label,
            boolean everyone,
            ConsentMethod usualConsent,
            Map<String, Object> more,
            AddressRules outbound,
            Optional<AppSettings> before) {}

    private ClientMetadata(Fields client, Fields credentials, Around around) {
        this.client = client;
        this.credentials = credentials;
        this.around = around;
    }

    /// @param credentials where the members about the client's authentication are; may be the same as `client`
    public static AppSettings read(Fields client, Fields credentials, Around around) {
        return new ClientMetadata(client, credentials, around).settings();
    }

    private AppSettings settings() {
        var redirects = uris("redirect_uris");
        var grants =
                new TreeSet<>(client.eachOf("grant_types", Words.GRANT_TYPES).orElse(List.of(CODE)));
        String method = method();
        Type type = type(grants, method, redirects);
        method = type == Type.BROWSER && !credentials.has("token_endpoint_auth_method") ? "none" : method;
        var responses = responses(grants, type);
        checkReturns(redirects, type, grants);
        var keys = PublicKeys.read(client);
        checkKeys(method, keys);
        boolean pkce = credentials.flag("pkce_required").orElse(pkceBefore(method));
        boolean dpop = client.flag("dpop_bound_access_tokens").orElse(false);
        Combinations.check(new Combinations.Wish(type, grants, responses, method, pkce, dpop), client, credentials);
        var oauth = new AppSettings.OAuth(
                redirects,
                checked(uris("post_logout_redirect_uris"), type),
                responses,
                grants,
                consent(),
                authentication(method, pkce, keys));
        return new AppSettings(around.label(), type, oauth, branding(), around.everyone(), extra());
    }

    private List<String> uris(String name) {
        var uris = client.texts(name).orElse(List.of());
        if (uris.size() > MOST_URIS) client.fault(name, "must not hold more than " + MOST_URIS);
        return uris;
    }

    private void checkReturns(List<String> redirects, Type type, Set<String> grants) {
        for (String uri : redirects) {
            fault(uri, type).ifPresent(fault -> client.fault("redirect_uris", "'" + shown(uri) + "' " + fault));
        }
        boolean needed = grants.contains(CODE) || grants.contains(IMPLICIT);
        // RFC 7591 §2: clients of redirect-based flows must register where they are returned to.
        if (needed && redirects.isEmpty()) client.fault("redirect_uris", "The field cannot be left blank");
    }

    private List<String> checked(List<String> uris, Type type) {
        for (String uri : uris) {
            fault(uri, type)
                    .ifPresent(fault -> client.fault("post_logout_redirect_uris", "'" + shown(uri) + "' " + fault));
        }
        return uris;
    }

    private static Optional<String> fault(String uri, Type type) {
        return Addresses.faultOfReturn(uri, type);
    }

    /// What a caller sent, for its own eyes, and not all of what is endless.
    private static String shown(String uri) {
        return uri.length() <= 100 ? uri : uri.substring(0, 100) + "…";
    }

    private String method() {
        return credentials
                .oneOf("token_endpoint_auth_method", Words.METHODS)
                .or(() -> around.before().map(app -> app.authentication().method()))
                .orElse("client_secret_basic");
    }

    private Type type(Set<String> grants, String method, List<String> redirects) {
        var before = around.before().map(AppSettings::type);
        var given = client.oneOf("application_type", Words.APPLICATION_TYPES).map(Words::type);
        given.filter(type -> before.isPresent() && before.get() != type)
                .ifPresent(_ -> client.fault("application_type", "can't be changed"));
        return given.or(() -> before).orElseGet(() -> derived(grants, method, redirects));
    }

    /// For clients that know the standard and no application types.
    private static Type derived(Set<String> grants, String method, List<String> redirects) {
        if (!method.equals("none")) {
            boolean alone = grants.contains(CLIENT_CREDENTIALS) && !grants.contains(CODE) && !grants.contains(IMPLICIT);
            return alone ? Type.SERVICE : Type.WEB;
        }
        boolean web = redirects.stream().allMatch(uri -> uri.startsWith("https://") || uri.startsWith("http://"));
        return web && !redirects.isEmpty() ? Type.BROWSER : Type.NATIVE;
    }

    private Set<String> responses(Set<String> grants, Type type) {
        var given = parts();
        if (!given.isEmpty()) return given;
        if (type == Type.SERVICE) return Set.of("token");
        return grants.contains(CODE) ? Set.of("code") : Set.of();
    }

    /// The parts of the response types that are named.
    // OIDC Registration 1.0 §2: clients that know the standard name combinations, such as "code id_token".
    private Set<String> parts() {
        var parts = new TreeSet<String>();
        client.texts("response_types").orElse(List.of()).forEach(type -> parts.addAll(List.of(type.split(" "))));
        if (Words.RESPONSE_TYPES.containsAll(parts)) return parts;
        client.fault("response_types", "must be of " + Words.RESPONSE_TYPES + ", or of these together");
        return Set.of();
    }

    private void checkKeys(String method, List<Jwk> keys) {
        // RFC 7591 §2: jwks and jwks_uri must not both be there.
        if (client.has("jwks") && client.has("jwks_uri")) client.fault("jwks", "can't go with 'jwks_uri'");
        boolean some = !keys.isEmpty() || client.has("jwks_uri") || (!client.has("jwks") && hasKeys());
        if (method.equals("private_key_jwt") && !some) {
            client.fault("jwks", "is needed for 'private_key_jwt', or 'jwks_uri'");
        }
    }

    private boolean hasKeys() {
        return around.before()
                .filter(app -> !app.authentication().keys().isEmpty())
                .isPresent();
    }

    private boolean pkceBefore(String method) {
        return around.before().map(app -> app.authentication().pkceRequired()).orElse(method.equals("none"));
    }

    private ConsentMethod consent() {
        return client.constant("consent_method", ConsentMethod.class).orElse(around.usualConsent());
    }

    private ClientAuthentication authentication(String method, boolean pkce, List<Jwk> keys) {
        var before = around.before().map(AppSettings::authentication);
        // What is managed at the keys' own address stays unless other keys are given.
        boolean keep = !client.has("jwks") && !client.has("jwks_uri");
        var kept = keep ? before.map(ClientAuthentication::keys).orElse(keys) : keys;
        var authentication = new ClientAuthentication(
                method, pkce, before.map(ClientAuthentication::secrets).orElse(List.of()), kept);
        return authentication.bySecret() ? authentication : authentication.withSecrets(List.of());
    }

    private Branding branding() {
        return new Branding(link("client_uri"), link("logo_uri"), link("tos_uri"), link("policy_uri"));
    }

    private Optional<String> link(String name) {
        var link = client.text(name, LONGEST_LINK);
        link.flatMap(Addresses::faultOfLink).ifPresent(fault -> client.fault(name, fault));
        return link;
    }

    private Map<String, Object> extra() {
        var extra = new LinkedHashMap<>(around.more());
        extra.keySet().removeAll(Extras.NAMES);
        extra.putAll(Extras.read(client, around.outbound()));
        return extra;
    }
}
