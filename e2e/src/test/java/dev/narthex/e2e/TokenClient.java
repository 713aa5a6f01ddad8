package dev.narthex.e2e;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.apps.ClientSecret;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Json;
import dev.narthex.jose.Jwk;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an app does behind its pages: gets codes, redeems them, and asks the other endpoints, at the server `default`
/// unless moved.
public record TokenClient(TestServer idp, App app, String server) {
    public static final String SIGNED_OUT = "https://app.example/bye";
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    /// A single-page app: public, with the code flow and rotating refresh tokens.
    public static TokenClient ofPage(TestServer idp) {
        return of(idp, AppSettings.Type.BROWSER, new ClientAuthentication("none", true));
    }

    /// A web app with these secrets.
    public static TokenClient withSecrets(TestServer idp, String method, String... secrets) {
        var kept = List.of(secrets).stream()
                .map(secret -> new ClientSecret("ocs", SecretHash.of(secret), idp.sealed(secret), true))
                .toList();
        return of(idp, AppSettings.Type.WEB, new ClientAuthentication(method, false, kept, List.of()));
    }

    /// A web app with these public keys.
    public static TokenClient withKeys(TestServer idp, Jwk... keys) {
        return of(
                idp,
                AppSettings.Type.WEB,
                new ClientAuthentication("private_key_jwt", false, List.of(), List.of(keys)));
    }

    /// A service that publishes its keys at an address.
    public static TokenClient withKeysAt(TestServer idp, String jwksUri) {
        var authentication = new ClientAuthentication("private_key_jwt", false, List.of(), List.of());
        return of(idp, AppSettings.Type.SERVICE, authentication, Map.of("jwks_uri", jwksUri));
    }

    private static TokenClient of(TestServer idp, AppSettings.Type type, ClientAuthentication authentication) {
        return of(idp, type, authentication, Map.of());
    }

    /// A client with further settings, by their names on the wire.
    public static TokenClient of(
            TestServer idp, AppSettings.Type type, ClientAuthentication authentication, Map<String, Object> extra) {
        var app = idp.fixture.app(settings -> new AppSettings(
                settings.label(),
                type,
                new AppSettings.OAuth(
                        List.of(Fixture.REDIRECT),
                        List.of(SIGNED_OUT, SIGNED_OUT + "?from=idp"),
                        Set.of("code"),
                        Set.of("authorization_code", "refresh_token", "client_credentials"),
                        ConsentMethod.TRUSTED,
                        authentication),
                settings.branding(),
                true,
                extra));
        return new TokenClient(idp, app, "/oauth2/default");
    }

    /// Another app like this one, with one more member of client metadata.
    public TokenClient with(String name, Object value) {
        var other = idp.fixture.app(_ -> Fixture.with(app.settings(), name, value));
        return new TokenClient(idp, other, server);
    }

    public TokenClient at(String other) {
        return new TokenClient(idp, app, other);
    }

    public String id() {
        return app.clientId();
    }

    /// A code for the person who signs in with the browser.
    public String code(Browser browser, String login, String scope) {
        return Answer.inQuery(browser.signIn(asking(scope).url(), login, Fixture.PASSWORD))
                .get("code");
    }

    /// A request for a code.
    public Ask asking(String scope) {
        return new Ask(server, List.of())
                .with("client_id", id())
                .with("redirect_uri", Fixture.REDIRECT)
                .with("response_type", "code")
                .with("scope", scope)
                .with("state", "s1")
                .with("nonce", "n1")
                .with("code_challenge", CHALLENGE)
                .with("code_challenge_method", "S256");
    }

    /// What redeems a code, without what authenticates the client.
    public static Map<String, String> redeeming(String code) {
        return Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                Fixture.REDIRECT,
                "code_verifier",
                VERIFIER);
    }

    /// Posts a form to an endpoint such as `token`, with the client id in it.
    public HttpResponse<String> post(String endpoint, Map<String, String> form) {
        var fields = new LinkedHashMap<>(Map.of("client_id", id()));
        fields.putAll(form);
        return send(endpoint, "", fields);
    }

    /// Posts a form with an `Authorization` header.
    public HttpResponse<String> send(String endpoint, String authorization, Map<String, String> form) {
        var request = idp.browser()
                .request(server + "/v1/" + endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Browser.encode(form)));
        return idp.browser().send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    /// The tokens of a person who signs in anew, for a public client.
    public Map<String, Object> tokens(String login) {
        var code = code(idp.browser(), login, "openid profile email offline_access");
        return json(post("token", redeeming(code)));
    }

    public static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Map<String, Object> json(HttpResponse<String> response) {
        return Json.readObject(response.body().getBytes(StandardCharsets.UTF_8));
    }

    public int userinfo(Object accessToken) {
        return idp.browser()
                .send(idp.browser()
                        .request(server + "/v1/userinfo")
                        .header("Authorization", "Bearer " + accessToken)
                        .GET())
                .statusCode();
    }
}
