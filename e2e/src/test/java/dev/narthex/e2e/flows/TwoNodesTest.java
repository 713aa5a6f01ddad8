package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Await;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.policy.Scope;
import dev.narthex.users.User;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Two nodes on one PostgreSQL are one server: what happens on one is true on the other within a second.
class TwoNodesTest {
    private static TestServer one;
    private static TestServer two;
    private static App app;
    private static App asking;
    private User user;
    private Browser here;
    private Browser there;

    @BeforeAll
    static void start() {
        String database = Databases.postgresql();
        one = TestServer.on(database);
        two = TestServer.beside(one, database);
        app = one.fixture.app();
        asking = one.fixture.app(Fixture::withConsent);
        one.fixture.scope("pets", Scope.Consent.REQUIRED, false);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    @BeforeEach
    void person() {
        user = one.fixture.user(UUID.randomUUID() + "@example.org");
        here = one.browser();
        here.signIn(Ask.of(app).url(), user.login(), Fixture.PASSWORD);
        there = here.at(two);
    }

    private static String error(Browser browser, Ask ask) {
        return Answer.inFragment(browser.get(ask.with("prompt", "none").url())).error();
    }

    private static void soon(String what, BooleanSupplier isTrue) {
        Await.within(Duration.ofSeconds(1), what, isTrue);
    }

    @Test
    @DisplayName("Who signs in on one node is signed in on the other, at once")
    void signInHere() {
        assertNull(error(there, Ask.of(app)));
        var answer = Answer.inFragment(there.get(Ask.of(app).url()));
        assertEquals(user.id(), answer.claims("id_token").get("sub"));
    }

    @Test
    @DisplayName("A request that began on one node finishes on the other")
    void finishThere() {
        var person = one.browser();
        var page = person.go(Ask.of(app).url());
        var other = person.at(two);
        var done = other.login(page, user.login(), Fixture.PASSWORD);
        assertEquals(303, done.statusCode());
        assertNull(Answer.inFragment(other.travel(done)).error());
    }

    @Test
    @DisplayName("A session that ends on one node is refused by the other within a second")
    void signOut() {
        assertNull(error(there, Ask.of(app)));
        here.get("/login/signout");
        soon("the other node refuses", () -> "login_required".equals(error(there, Ask.of(app))));
    }

    @Test
    @DisplayName("A key rotated on one node is published and used by the other within a second, old tokens stay good")
    void rotation() {
        String old = Answer.inFragment(there.get(Ask.of(app).url())).get("access_token");
        assertEquals(200, new Api(two).userinfo("/oauth2/default", old).statusCode());
        assertEquals(200, new Admin(one).rotate().statusCode());
        var kids = new Api(one).kids("/oauth2/default");
        soon("the other node publishes", () -> kids.equals(new Api(two).kids("/oauth2/default")));
        var token = Answer.inFragment(there.get(Ask.of(app).url()));
        assertEquals(kids.getFirst(), token.header("access_token").get("kid"));
        assertEquals(200, new Api(two).userinfo("/oauth2/default", old).statusCode());
    }

    @Test
    @DisplayName("Rotations on both nodes at once end in one order of keys")
    void rotationRace() throws InterruptedException {
        var threads = IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofVirtual().start(() -> new Admin(i % 2 == 0 ? one : two).rotate()))
                .toList();
        for (var thread : threads) thread.join();
        soon("both agree", () -> new Api(one).kids("/oauth2/default").equals(new Api(two).kids("/oauth2/default")));
    }

    @Test
    @DisplayName("Consent given on one node counts on the other; withdrawn there, it ends here within a second")
    void consent() {
        var ask = Ask.of(asking).with("scope", "openid pets");
        soon("the scope is known", () -> here.go(ask.url()).body().contains("name=\"decision\""));
        here.travel(here.submit(here.go(ask.url()), Map.of("decision", "allow")));
        soon("granted there", () -> error(there, ask) == null);
        two.storage.grants().revokeAll(user.id(), Optional.empty());
        soon("asked here", () -> "consent_required".equals(error(here, ask)));
    }

    @Test
    @DisplayName("A user suspended through one node has no use of a session on the other within a second")
    void suspended() {
        assertNull(error(there, Ask.of(app)));
        one.fixture.suspend(user.login());
        soon("refused there", () -> "login_required".equals(error(there, Ask.of(app))));
    }

    @Test
    @DisplayName("Abuse 84: wrong passwords count together, whichever node is asked")
    void lockout() {
        for (int i = 0; i < 10; i++) {
            var stranger = (i % 2 == 0 ? one : two).browser();
            stranger.login(stranger.go(Ask.of(app).url()), user.login(), "wrong");
        }
        for (var node : new TestServer[] {one, two}) {
            var stranger = node.browser();
            var refused = stranger.login(stranger.go(Ask.of(app).url()), user.login(), Fixture.PASSWORD);
            assertEquals(401, refused.statusCode());
        }
        assertEquals(
                1,
                two.log("user.account.lock").stream()
                        .filter(it -> it.actor().id().equals(user.id()))
                        .count());
    }

    @Test
    @DisplayName("An app made through one node works on the other at once")
    void newApp() {
        var made = one.fixture.app();
        assertNull(error(there, Ask.of(made)));
        assertTrue(there.go(Ask.of(made)
                                .with("redirect_uri", "https://evil.example")
                                .url())
                        .statusCode()
                == 400);
    }

    @Test
    @DisplayName("What an administrator changes of an authorization server on one node counts on the other")
    void administration() {
        var admin = new Admin(one);
        String server = "/api/v1/authorizationServers/default";
        var claim = Map.of("name", "node", "claimType", "RESOURCE", "valueType", "EXPRESSION", "value", "'one'");
        var made = Admin.object(201, admin.post(server + "/claims", claim));
        soon(
                "the claim is there",
                () -> Answer.inFragment(there.get(Ask.of(app).url()))
                        .claims("access_token")
                        .containsKey("node"));
        assertEquals(204, admin.delete(server + "/claims/" + made.get("id")).statusCode());
        soon(
                "the claim is gone",
                () -> !Answer.inFragment(there.get(Ask.of(app).url()))
                        .claims("access_token")
                        .containsKey("node"));
        var token = Answer.inFragment(there.get(Ask.of(app).url())).get("access_token");
        assertEquals(
                204,
                admin.delete("/api/v1/users/" + user.id() + "/sessions?oauthTokens=true")
                        .statusCode());
        assertEquals(401, new Api(two).userinfo("/oauth2/default", token).statusCode(), "at once");
    }
}
