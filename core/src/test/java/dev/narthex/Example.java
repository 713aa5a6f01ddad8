package dev.narthex;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.Branding;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.apps.AppSettings.OAuth;
import dev.narthex.crypt.MasterKey;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Headers;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Issuers;
import dev.narthex.policy.Scope;
import dev.narthex.policy.Scope.Consent;
import dev.narthex.policy.StandardScopes;
import dev.narthex.session.Session;
import dev.narthex.users.Person;
import dev.narthex.users.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The org of the examples: Ada, her browser, one app, one server. A test changes the one thing it is about.
public final class Example {
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    public static final Issuers ISSUERS = new Issuers("https://id.example");
    public static final String CLIENT = "0oa1spa0000000000001";
    public static final String CALLBACK = "https://app.example/cb";
    public static final String INSTALLED = "com.example.app:/cb";

    private Example() {}

    public static App app() {
        return app(ConsentMethod.TRUSTED);
    }

    public static App app(ConsentMethod consent) {
        return app(AppSettings.Type.BROWSER, consent, Set.of("implicit"), Set.of("token", "id_token"));
    }

    public static App app(
            AppSettings.Type type, ConsentMethod consent, Set<String> grantTypes, Set<String> responseTypes) {
        var oauth = new OAuth(
                List.of(CALLBACK, CALLBACK + "?tenant=a", INSTALLED),
                List.of(),
                responseTypes,
                grantTypes,
                consent,
                new ClientAuthentication("none", false));
        var settings = new AppSettings("Example", type, oauth, Branding.NONE, false, Map.of());
        return new App(CLIENT, CLIENT, true, settings, NOW, new App.Revision(1, NOW));
    }

    public static AuthorizationServer org() {
        return server("org", StandardScopes.all(), List.of(), List.of());
    }

    public static AuthorizationServer server(Scope... more) {
        return server("default", withStandard(more), List.of(), List.of());
    }

    public static AuthorizationServer server(Claim... claims) {
        return server("default", withStandard(scope("groups", Consent.IMPLICIT)), List.of(claims), List.of());
    }

    public static AuthorizationServer server(AccessPolicy... policies) {
        return server("default", StandardScopes.all(), List.of(), List.of(policies));
    }

    public static AuthorizationServer server(
            String id, List<Scope> scopes, List<Claim> claims, List<AccessPolicy> policies) {
        var settings =
                new AuthorizationServer.Settings(id, "An example", "api://default", SigningAlgorithm.ES256, true);
        return new AuthorizationServer(
                id, settings, scopes, claims, policies, new AuthorizationServer.Revision(1, NOW, NOW));
    }

    private static List<Scope> withStandard(Scope... more) {
        var scopes = new ArrayList<>(StandardScopes.all());
        scopes.addAll(List.of(more));
        return scopes;
    }

    public static Scope scope(String name, Consent consent) {
        return new Scope("scp" + name, name, new Scope.Text(name, ""), consent, Scope.Flags.PLAIN);
    }

    public static Scope optionalScope(String name, Consent consent) {
        return new Scope(
                "scp" + name, name, new Scope.Text(name, ""), consent, new Scope.Flags(false, true, false, false));
    }

    public static User user(Map<String, Object> more) {
        var profile = new HashMap<String, Object>(Map.of(
                "login", "ada@example.org", "email", "ada@example.org", "firstName", "Ada", "lastName", "Byron"));
        profile.putAll(more);
        return new User("00u1ada0000000000001", User.Status.ACTIVE, profile, times(), 1);
    }

    public static User.Times times() {
        var none = Optional.<Instant>empty();
        return new User.Times(NOW, NOW.minusSeconds(3600), NOW, none, none, none);
    }

    public static Person ada(String... groupNames) {
        var groups = new LinkedHashMap<String, String>();
        for (String name : groupNames) groups.put("00g" + name, name);
        return new Person(user(Map.of()), groups);
    }

    public static Session session(String secret, Instant authenticated) {
        var times = new Session.Times(authenticated, authenticated, authenticated);
        return new Session(SecretHash.of(secret), "102" + secret, "00u1ada0000000000001", times, false, List.of("pwd"));
    }

    public static MasterKey masterKey(int first) {
        byte[] bytes = new byte[MasterKey.LENGTH];
        bytes[0] = (byte) first;
        return new MasterKey(bytes);
    }

    /// A GET with these header fields and cookies, each once.
    public static Request request(Map<String, String> headers, Map<String, String> cookies) {
        return new Request(
                "req1",
                "GET",
                "/",
                Map.of(),
                "",
                Parameters.NONE,
                new Headers(lists(headers)),
                lists(cookies),
                new byte[0],
                "192.0.2.1");
    }

    private static Map<String, List<String>> lists(Map<String, String> single) {
        var lists = new HashMap<String, List<String>>();
        single.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }
}
