package dev.narthex.server.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.apps.ScopeGrant;
import dev.narthex.crypt.MasterKey;
import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.SecretHash;
import dev.narthex.id.Ids;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.org.FirstStart;
import dev.narthex.password.Argon2Cost;
import dev.narthex.password.HashGate;
import dev.narthex.password.Match;
import dev.narthex.password.Passwords;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.store.Storage;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Sowing a seed")
final class SowingTest {
    private static final Sealer SECRETS = new Sealer(new MasterKey(new byte[32]), "client secrets", new SecureRandom());
    private static final String SEED = """
            groups: [{name: Readers}]
            users:
              - {login: ada@example.org, firstName: Ada, password: correct horse, groups: [Readers]}
              - {login: eve@example.org}
            apps:
              - clientId: books-spa
                label: Books
                redirectUris: http://localhost/cb
                grantTypes: [implicit]
                responseTypes: [token]
                consent: required
                assignedTo: {groups: [Readers], users: [eve@example.org]}
            authorizationServers:
              - id: default
                audience: api://default
                scopes: [{name: books.read, consent: REQUIRED}, {name: openid}]
              - id: books
                audience: api://books
                signingAlgorithm: ES256
                policies:
                  - name: All
                    rules: [{name: Readers, groups: [Readers], accessTokenMinutes: 10}]
            trustedOrigins: [{origin: 'http://localhost', scopes: [CORS]}]
            """;

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
    private Storage storage;
    private HashGate gate;
    private Ground ground;

    @BeforeEach
    void emptyDatabase() {
        storage = Storage.open("sqlite:" + folder.resolve("narthex.db"), random);
        gate = HashGate.forProcessors(1);
        var ids = new Ids(clock, random);
        ground = new Ground(storage, ids, clock, new Passwords(new Argon2Cost(1024, 1, 1), gate, random), SECRETS);
        new FirstStart(ids, clock).defaultServer(storage.authorizationServers());
    }

    @AfterEach
    void close() {
        storage.close();
        gate.close();
    }

    private void sow(String content) throws IOException {
        var result = Seed.parse(Files.writeString(folder.resolve("seed.yaml"), content));
        Sowing.sow(
                assertInstanceOf(SeedResult.Usable.class, result, result::toString)
                        .seed(),
                ground);
    }

    private User user(String login) {
        return storage.users().byLogin(Login.of(login)).orElseThrow();
    }

    private App app() {
        return storage.apps().byClientId("books-spa").orElseThrow();
    }

    private AuthorizationServer server(String id) {
        return storage.authorizationServers().byId(id).orElseThrow();
    }

    @Test
    @DisplayName("gives a service its scopes of the management API, and what its tokens are bound to")
    void grants() throws IOException {
        sow("""
                apps:
                  - clientId: books-sync
                    label: Sync
                    type: service
                    grantTypes: [client_credentials]
                    responseTypes: []
                    jwksUri: https://sync.example.org/keys
                    dpopBoundAccessTokens: true
                    grants: [okta.users.read, okta.groups.manage]
                """);
        var app = storage.apps().byClientId("books-sync").orElseThrow();
        assertEquals("private_key_jwt", app.settings().oauth().authentication().method());
        assertEquals(
                Map.of("jwks_uri", "https://sync.example.org/keys", "dpop_bound_access_tokens", true),
                app.settings().extra());
        assertEquals(
                List.of("okta.groups.manage", "okta.users.read"),
                storage.scopeGrants().of(app.id()).stream()
                        .map(ScopeGrant::scope)
                        .toList());
    }

    @Test
    @DisplayName("makes users who can sign in, with their groups, and users who are only invited")
    void users() throws IOException {
        sow(SEED);
        var ada = user("ada@example.org");
        assertEquals(User.Status.ACTIVE, ada.status());
        var password = storage.users().password(ada.id()).orElseThrow();
        assertInstanceOf(Match.Matched.class, ground.passwords().verify("correct horse", password));
        assertEquals("Readers", storage.groups().groupsOf(ada.id()).getFirst().name());
        assertEquals(User.Status.PROVISIONED, user("eve@example.org").status());
        assertTrue(storage.users().password(user("eve@example.org").id()).isEmpty());
    }

    @Test
    @DisplayName("makes apps that are active and assigned")
    void apps() throws IOException {
        sow(SEED);
        assertTrue(app().active());
        assertTrue(storage.apps().isAssigned(app().id(), user("eve@example.org").id(), Set.of()));
        var readers = storage.groups().byName("Readers").orElseThrow().id();
        assertTrue(storage.apps().isAssigned(app().id(), "nobody", Set.of(readers)));
        assertFalse(storage.apps().isAssigned(app().id(), "nobody", Set.of()));
    }

    @Test
    @DisplayName("makes authorization servers, and completes the one that is there")
    void servers() throws IOException {
        sow(SEED);
        var books = server("books");
        assertEquals(SigningAlgorithm.ES256, books.settings().algorithm());
        assertTrue(books.scope("openid").isPresent());
        var rule = books.policies().getFirst().rules().getFirst();
        assertEquals(Duration.ofMinutes(10), rule.lifetimes().accessToken());
        assertEquals(
                Set.of(storage.groups().byName("Readers").orElseThrow().id()),
                rule.conditions().people().groups());
        assertTrue(server("default").scope("books.read").isPresent());
        assertTrue(server("default").scope("openid").orElseThrow().flags().system());
        assertEquals(1, server("default").policies().size());
    }

    @Test
    @DisplayName("a second time changes nothing, whatever has been changed since")
    void whatIsThereStays() throws IOException {
        sow(SEED);
        var readers = storage.groups().byName("Readers").orElseThrow();
        storage.groups().removeMember(readers.id(), user("ada@example.org").id(), Instant.EPOCH);
        storage.apps().unassignGroup(app().id(), readers.id());
        var app = app();
        storage.apps()
                .replace(new App(
                        app.id(),
                        app.clientId(),
                        false,
                        app.settings(),
                        app.created(),
                        new App.Revision(3, clock.instant())));
        var servers = storage.authorizationServers().all();
        sow(SEED.replace("correct horse", "another"));
        assertEquals(2, storage.users().page(Optional.empty(), 10).size());
        assertTrue(storage.groups().groupsOf(user("ada@example.org").id()).isEmpty());
        assertFalse(app().active());
        assertTrue(storage.apps().assignedGroups(app.id(), Optional.empty(), 10).isEmpty());
        assertEquals(servers, storage.authorizationServers().all());
        assertEquals(1, storage.trustedOrigins().all().size());
    }

    @Test
    @DisplayName("completes an app that a start which was cut off had begun")
    void cutOff() throws IOException {
        sow(SEED.substring(0, SEED.indexOf("apps:")));
        var settings = new dev.narthex.apps.AppSettings(
                "Books",
                dev.narthex.apps.AppSettings.Type.BROWSER,
                new dev.narthex.apps.AppSettings.OAuth(
                        java.util.List.of("http://localhost/cb"),
                        java.util.List.of(),
                        Set.of("token"),
                        Set.of("implicit"),
                        dev.narthex.apps.AppSettings.ConsentMethod.REQUIRED,
                        new dev.narthex.apps.AppSettings.ClientAuthentication("none", false)),
                dev.narthex.apps.AppSettings.Branding.NONE,
                false,
                Map.of());
        var begun = new App(
                ground.ids().next("0oa"),
                "books-spa",
                false,
                settings,
                clock.instant(),
                new App.Revision(1, clock.instant()));
        storage.apps().create(begun);
        sow(SEED);
        assertTrue(app().active());
        assertTrue(storage.apps().isAssigned(begun.id(), user("eve@example.org").id(), Set.of()));
    }

    @Test
    @DisplayName("that names users and groups which are nowhere names them all and makes nothing")
    void nowhere() {
        var fault = assertThrows(
                SeedFault.class,
                () -> sow(SEED.replace("groups: [{name: Readers}]", "").replace("users: [eve@", "users: [adam@")));
        assertTrue(fault.getMessage().endsWith("user adam@example.org; group Readers"), fault::getMessage);
        assertTrue(storage.users().page(Optional.empty(), 10).isEmpty());
    }

    @Test
    @DisplayName("makes apps that prove themselves by a secret, which is kept as a hash and sealed")
    void secrets() throws IOException {
        String secret = "0123456789abcdef0123456789abcdef";
        sow("apps: [{clientId: books-web, label: Books, type: web, grantTypes: client_credentials, clientSecret: "
                + secret + "}]");
        var authentication = storage.apps()
                .byClientId("books-web")
                .orElseThrow()
                .settings()
                .oauth()
                .authentication();
        assertEquals("client_secret_basic", authentication.method());
        var kept = authentication.secrets().getFirst();
        assertTrue(kept.active());
        assertEquals(SecretHash.of(secret), kept.hash());
        assertEquals(secret, new String(SECRETS.open(kept.sealed()).orElseThrow(), StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("opens registration as it says, once: what an administrator changed since stays")
    void registration() throws IOException {
        sow(SEED);
        assertEquals(Optional.empty(), storage.enrollment().read());
        String open = SEED + """
                registration:
                  attributes: [{name: nickName, label: Nick, required: true}]
                  groups: [Readers]
                  domains: [Example.org]
                """;
        sow(open);
        var policy = storage.enrollment().read().orElseThrow();
        assertTrue(policy.open() && policy.verification());
        assertEquals(
                List.of("email", "nickName"),
                policy.attributes().stream().map(it -> it.name()).toList());
        assertEquals(Set.of("example.org"), policy.domains());
        assertEquals(1, policy.groupIds().size());
        sow(open.replace("Nick,", "Other,"));
        assertEquals(Optional.of(policy), storage.enrollment().read());
    }
}
