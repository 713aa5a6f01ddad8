package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.groups.Group;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.Expected;
import dev.narthex.jose.RemoteKeys;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.Verification;
import dev.narthex.jose.Verifier;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AccessRule;
import dev.narthex.policy.Claim;
import dev.narthex.users.User;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What is in the tokens, claim by claim, as the official SDKs expect it.
class TokensTest {
    private static final Map<String, Object> PROFILE = Map.ofEntries(
            Map.entry("login", "ada@example.org"),
            Map.entry("email", "ada.byron@example.org"),
            Map.entry("firstName", "Ada"),
            Map.entry("lastName", "Byron"),
            Map.entry("middleName", "King"),
            Map.entry("nickName", "Countess"),
            Map.entry("profileUrl", "https://example.org/ada"),
            Map.entry("timezone", "Europe/London"),
            Map.entry("locale", "en_GB"),
            Map.entry("primaryPhone", "+44 20 7946 0000"),
            Map.entry("city", "London"),
            Map.entry("zipCode", "W1"),
            Map.entry("countryCode", "GB"));

    private static TestServer idp;
    private static App app;
    private static User ada;
    private static Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        app = idp.fixture.app();
        ada = idp.fixture.user(PROFILE, User.Status.ACTIVE, Set.of());
        browser = idp.browser();
        browser.signIn(Ask.of(app).url(), "ada@example.org", Fixture.PASSWORD);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static Answer answer(Ask ask) {
        return Answer.inFragment(browser.get(ask.url()));
    }

    private static Set<String> names(String names) {
        return new TreeSet<>(List.of(names.split(" ")));
    }

    @Test
    @DisplayName("Okta: an access token of a custom server has exactly these claims")
    void accessToken() {
        var token = answer(Ask.of(app)).claims("access_token");
        assertEquals(names("ver jti iss aud sub iat exp cid uid scp auth_time"), token.keySet());
        long now = idp.clock.instant().getEpochSecond();
        assertEquals(1, token.get("ver"));
        // What follows names the authorization, so that all of its tokens can be ended together.
        assertTrue(((String) token.get("jti")).matches("AT\\.[A-Za-z0-9_-]{32,}\\.[A-Za-z0-9]{20}"), token.toString());
        assertEquals(idp.issuer(), token.get("iss"));
        assertEquals("api://default", token.get("aud"));
        assertEquals("ada@example.org", token.get("sub"));
        assertEquals(ada.id(), token.get("uid"));
        assertEquals(app.clientId(), token.get("cid"));
        assertEquals(List.of("openid", "profile", "email"), token.get("scp"));
        assertEquals(now, ((Number) token.get("iat")).longValue());
        assertEquals(now + 3600, ((Number) token.get("exp")).longValue());
        assertEquals(now, ((Number) token.get("auth_time")).longValue());
    }

    @Test
    @DisplayName("Okta: the header holds kid and alg, nothing else; Abuse 57: no address of a key")
    void header() {
        var answer = answer(Ask.of(app));
        for (String token : List.of("access_token", "id_token")) {
            assertEquals(Set.of("kid", "alg"), answer.header(token).keySet());
            assertEquals("RS256", answer.header(token).get("alg"));
            assertEquals(
                    new Api(idp).kids("/oauth2/default").getFirst(),
                    answer.header(token).get("kid"));
        }
    }

    @Test
    @DisplayName("OIDC Core 1.0 §2, §3.2.2.10: beside an access token the ID token is thin, and holds its hash")
    void thinIdToken() throws Exception {
        var answer = answer(Ask.of(app).with("scope", "openid profile email address phone"));
        var token = answer.claims("id_token");
        assertEquals(
                names("sub name email ver iss aud iat exp jti amr idp nonce preferred_username auth_time at_hash"),
                token.keySet());
        assertEquals(ada.id(), token.get("sub"));
        assertEquals("Ada Byron", token.get("name"));
        assertEquals("ada.byron@example.org", token.get("email"));
        assertEquals("ada@example.org", token.get("preferred_username"));
        assertEquals(1, token.get("ver"));
        assertEquals(app.clientId(), token.get("aud"));
        assertTrue(((String) token.get("jti")).startsWith("ID."));
        assertEquals(List.of("pwd"), token.get("amr"));
        assertTrue(((String) token.get("idp")).startsWith("00o"));
        assertEquals("n1", token.get("nonce"));
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(answer.get("access_token").getBytes(StandardCharsets.US_ASCII));
        String left = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
        assertEquals(left, token.get("at_hash"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.4: alone, the ID token has all claims of its scopes, and no at_hash")
    void fatIdToken() {
        var token = answer(Ask.of(app)
                        .with("response_type", "id_token")
                        .with("scope", "openid profile email address phone"))
                .claims("id_token");
        assertEquals(
                names("sub ver iss aud iat exp jti amr idp nonce auth_time name family_name given_name middle_name"
                        + " nickname preferred_username profile zoneinfo locale updated_at email email_verified"
                        + " phone_number address"),
                token.keySet());
        assertEquals("Byron", token.get("family_name"));
        assertEquals("King", token.get("middle_name"));
        assertEquals("https://example.org/ada", token.get("profile"));
        assertEquals("Europe/London", token.get("zoneinfo"));
        assertEquals(true, token.get("email_verified"));
        assertInstanceOf(Number.class, token.get("updated_at"));
        assertEquals(Map.of("locality", "London", "postal_code", "W1", "country", "GB"), token.get("address"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.3.2: what a profile lacks is left out, never null or empty")
    void nothingEmpty() {
        var bare = Map.<String, Object>of("login", UUID.randomUUID() + "@example.org", "nickName", "");
        idp.fixture.user(bare, User.Status.ACTIVE, Set.of());
        var ask = Ask.of(app).with("response_type", "id_token").with("scope", "openid profile email address phone");
        var token = Answer.inFragment(idp.browser().signIn(ask.url(), (String) bare.get("login"), Fixture.PASSWORD))
                .claims("id_token");
        assertEquals(
                names("sub ver iss aud iat exp jti amr idp nonce auth_time name preferred_username updated_at"),
                token.keySet());
    }

    @Test
    @DisplayName("Okta: the org's server issues for the org: no path in the issuer, the org as audience")
    void org() {
        var answer = answer(Ask.of(app).atOrg());
        var token = answer.claims("access_token");
        assertEquals(idp.baseUrl(), token.get("iss"));
        assertEquals(idp.baseUrl(), token.get("aud"));
        assertEquals("3600", answer.get("expires_in"));
        var id = answer.claims("id_token");
        assertEquals(idp.baseUrl(), id.get("iss"));
        assertEquals(
                names("sub name email ver iss aud iat exp jti amr idp nonce preferred_username auth_time at_hash"),
                id.keySet());
    }

    @Test
    @DisplayName("Okta: offline_access means nothing without a code, and is dropped")
    void offlineAccess() {
        var answer = answer(Ask.of(app).with("scope", "openid offline_access"));
        assertEquals("openid", answer.get("scope"));
        assertEquals(List.of("openid"), answer.scopes());
    }

    @Test
    @DisplayName("Two tokens never share an id")
    void ids() {
        var ids = IntStream.range(0, 10)
                .mapToObj(_ -> answer(Ask.of(app)))
                .flatMap(it -> List.of(it.claims("id_token"), it.claims("access_token")).stream())
                .map(it -> it.get("jti"))
                .distinct();
        assertEquals(20, ids.count());
    }

    private static AccessPolicy policy(int priority, String client, AccessRule... rules) {
        return new AccessPolicy(
                "00p" + UUID.randomUUID(),
                new AccessPolicy.Text("p", ""),
                priority,
                new AccessPolicy.Flags(true, false),
                Set.of(client),
                List.of(rules));
    }

    private static AccessRule rule(int priority, int minutes, AccessRule.People people, String... scopes) {
        return new AccessRule(
                "0pr" + UUID.randomUUID(),
                new AccessRule.Naming("r" + priority, priority, false),
                true,
                new AccessRule.Conditions(Set.of("implicit"), people, Set.of(scopes)),
                new AccessRule.Lifetimes(Duration.ofMinutes(minutes), Duration.ZERO, Duration.ofDays(7)));
    }

    private static Ask at(String server) {
        return Ask.of(app).at("/oauth2/" + server);
    }

    @Test
    @DisplayName("A8: the first rule that matches gives the lifetime; the ID token lives an hour whatever it says")
    void lifetimes() {
        idp.fixture.newServer(
                "ausLife",
                it -> Fixture.ruled(
                        Fixture.signing(it, SigningAlgorithm.ES256),
                        policy(2, AccessPolicy.ALL_CLIENTS, rule(1, 60, AccessRule.People.ALL, "*")),
                        policy(
                                1,
                                app.clientId(),
                                rule(2, 1440, AccessRule.People.ALL, "openid"),
                                rule(1, 5, AccessRule.People.ALL, "openid", "email"))));
        lifetime("openid email", 300);
        lifetime("openid", 300);
        lifetime("openid profile", 3600);
    }

    private static void lifetime(String scope, long seconds) {
        var answer = answer(at("ausLife").with("scope", scope));
        assertEquals(Long.toString(seconds), answer.get("expires_in"));
        var access = answer.claims("access_token");
        assertEquals(seconds, number(access, "exp") - number(access, "iat"));
        var id = answer.claims("id_token");
        assertEquals(3600, number(id, "exp") - number(id, "iat"));
    }

    private static long number(Map<String, Object> claims, String name) {
        return ((Number) claims.get(name)).longValue();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "ausNone, access_denied",
        "ausOther, access_denied",
        "ausScope, access_denied",
        "ausPeople, access_denied"
    })
    @DisplayName("Okta: without a rule that matches person, client and all scopes the request is denied as a whole")
    void denied(String server, String error) {
        idp.fixture.newServer(server, it -> {
            var signing = Fixture.signing(it, SigningAlgorithm.ES256);
            return switch (server) {
                case "ausNone" -> Fixture.ruled(signing);
                case "ausOther" ->
                    Fixture.ruled(signing, policy(1, "0oaOther", rule(1, 60, AccessRule.People.ALL, "*")));
                case "ausScope" ->
                    Fixture.ruled(
                            signing,
                            policy(1, AccessPolicy.ALL_CLIENTS, rule(1, 60, AccessRule.People.ALL, "openid", "email")));
                default ->
                    Fixture.ruled(
                            signing,
                            policy(
                                    1,
                                    AccessPolicy.ALL_CLIENTS,
                                    rule(
                                            1,
                                            60,
                                            new AccessRule.People(
                                                    Set.of(), Set.of(AccessRule.EVERYONE), Set.of(ada.id()), Set.of()),
                                            "*")));
            };
        });
        assertEquals(error, answer(at(server)).error());
        var refused = idp.log("app.oauth2.as.authorize").stream()
                .filter(it -> it.details().debug().get("issuer").endsWith(server))
                .toList();
        assertEquals("FAILURE", refused.getFirst().details().result());
        assertTrue(refused.getFirst().details().reason().orElseThrow().startsWith("access_denied"));
    }

    private static Claim groups(Claim.GroupFilter filter, String value, boolean always, Claim.Target target) {
        return new Claim(
                "ocl1",
                "groups",
                target,
                new Claim.Source(value, Optional.of(filter)),
                Set.of(),
                new Claim.Flags(true, always, false));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "STARTS_WITH, Read, Readers",
        "EQUALS, Writers, Writers",
        "CONTAINS, ers, Readers Writers",
        "REGEX, .*, Everyone Readers Writers",
        "REGEX, W.*, Writers"
    })
    @DisplayName("C8, Okta: a claim of group names is always an array, in the ID token and in the access token")
    void groups(Claim.GroupFilter filter, String value, String expected) {
        Group[] groups = groups("Readers", "Writers");
        String login = UUID.randomUUID() + "@example.org";
        idp.fixture.user(login, groups);
        String server = "aus" + UUID.randomUUID().toString().replace("-", "");
        idp.fixture.newServer(
                server,
                it -> Fixture.claiming(
                        Fixture.signing(it, SigningAlgorithm.ES256),
                        groups(filter, value, true, Claim.Target.IDENTITY),
                        groups(filter, value, true, Claim.Target.RESOURCE)));
        var person = idp.browser();
        var answer = Answer.inFragment(person.signIn(at(server).url(), login, Fixture.PASSWORD));
        assertEquals(names(expected), new TreeSet<>((List<?>)
                answer.claims("id_token").get("groups")));
        assertEquals(names(expected), new TreeSet<>((List<?>)
                answer.claims("access_token").get("groups")));
    }

    private static Group[] made;

    private static Group[] groups(String... names) {
        if (made == null) {
            made = Arrays.stream(names).map(idp.fixture::group).toArray(Group[]::new);
        }
        return made;
    }

    @Test
    @DisplayName("Okta: more than a hundred matching groups fail the request with server_error")
    void tooManyGroups() {
        var many = IntStream.range(0, 101)
                .mapToObj(i -> idp.fixture.group("Many" + i))
                .toArray(Group[]::new);
        String login = UUID.randomUUID() + "@example.org";
        idp.fixture.user(login, many);
        idp.fixture.newServer(
                "ausMany",
                it -> Fixture.claiming(
                        Fixture.signing(it, SigningAlgorithm.ES256),
                        groups(Claim.GroupFilter.STARTS_WITH, "Many", true, Claim.Target.RESOURCE)));
        var answer = Answer.inFragment(idp.browser().signIn(at("ausMany").url(), login, Fixture.PASSWORD));
        assertEquals("server_error", answer.error());
        assertEquals("s1", answer.get("state"));
    }

    @Test
    @DisplayName("Okta: a claim that is not always included is at userinfo, and in an ID token that comes alone")
    void notAlways() {
        groups("Readers", "Writers");
        String login = UUID.randomUUID() + "@example.org";
        idp.fixture.user(login, made);
        idp.fixture.newServer(
                "ausThin",
                it -> Fixture.claiming(
                        Fixture.signing(it, SigningAlgorithm.ES256),
                        groups(Claim.GroupFilter.EQUALS, "Readers", false, Claim.Target.IDENTITY)));
        var person = idp.browser();
        var answer = Answer.inFragment(person.signIn(at("ausThin").url(), login, Fixture.PASSWORD));
        assertFalse(answer.claims("id_token").containsKey("groups"));
        var userinfo = Api.json(new Api(idp).userinfo("/oauth2/ausThin", answer.get("access_token")));
        assertEquals(List.of("Readers"), userinfo.get("groups"));
        var alone = Answer.inFragment(
                person.get(at("ausThin").with("response_type", "id_token").url()));
        assertEquals(List.of("Readers"), alone.claims("id_token").get("groups"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "RFC 8037 §3.1, RFC 7518 §3.4: servers of each algorithm; a resource server verifies with what is published")
    void algorithms(SigningAlgorithm algorithm) {
        String server = "ausAlg" + algorithm.ordinal();
        idp.fixture.newServer(server, it -> Fixture.signing(it, algorithm));
        var answer = answer(at(server));
        assertEquals(algorithm.jwsName(), answer.header("access_token").get("alg"));
        String issuer = idp.baseUrl() + "/oauth2/" + server;
        var keys = RemoteKeys.at(URI.create(issuer + "/v1/keys"), idp.clock);
        var verifier = new Verifier(Expected.of(issuer, "api://default"), keys, idp.clock, CryptoProvider.jdk());
        assertInstanceOf(Verification.Valid.class, verifier.verify(answer.get("access_token")));
        // Abuse 72: another server of ours is another issuer.
        var other = new Verifier(Expected.of(idp.issuer(), "api://default"), keys, idp.clock, CryptoProvider.jdk());
        assertInstanceOf(Verification.Refused.class, other.verify(answer.get("access_token")));
        assertEquals(
                200,
                new Api(idp)
                        .userinfo("/oauth2/" + server, answer.get("access_token"))
                        .statusCode());
        var metadata = Api.json(new Api(idp).get("/oauth2/" + server + "/.well-known/openid-configuration"));
        assertEquals(List.of(algorithm.jwsName()), metadata.get("id_token_signing_alg_values_supported"));
    }
}
