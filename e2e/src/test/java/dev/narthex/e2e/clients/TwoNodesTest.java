package dev.narthex.e2e.clients;

import static dev.narthex.e2e.Admin.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.apps.App;
import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Await;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What an administrator changes through one node is true on the other within a second.
class TwoNodesTest {
    private static TestServer one;
    private static TestServer two;
    private static Admin admin;

    @BeforeAll
    static void start() {
        String database = Databases.postgresql();
        one = TestServer.on(database);
        two = TestServer.beside(one, database);
        admin = new Admin(one).ticking();
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    private static void soon(String what, BooleanSupplier isTrue) {
        Await.within(Duration.ofSeconds(1), what, isTrue);
    }

    private static int status(App app, String redirect) {
        return two.browser()
                .go(Ask.of(app).with("redirect_uri", redirect).url())
                .statusCode();
    }

    @Test
    @DisplayName("A5: an app's address changed, its end and its return count on the other node within a second")
    void apps() {
        var made = object(200, admin.post("/api/v1/apps", AppsApiTest.SPA));
        String path = "/api/v1/apps/" + made.get("id");
        var app = one.storage.apps().byId((String) made.get("id")).orElseThrow();
        assertEquals(200, status(app, "https://app.example/cb"));
        assertEquals(400, status(app, "https://app.example/new"));
        object(200, admin.put(path, AppsApiTest.SPA.replace("app.example/cb", "app.example/new")));
        soon("the new address counts", () -> status(app, "https://app.example/new") == 200);
        assertEquals(400, status(app, "https://app.example/cb"));
        object(200, admin.post(path + "/lifecycle/deactivate", ""));
        soon("it is gone", () -> status(app, "https://app.example/new") == 400);
        object(200, admin.post(path + "/lifecycle/activate", ""));
        soon("it is back", () -> status(app, "https://app.example/new") == 200);
    }

    @Test
    @DisplayName(
            "A6: who is assigned through one node may come in at the other within a second, and no longer than that")
    void assignments() {
        var app = one.fixture.app(Fixture::notForEveryone);
        var user = one.fixture.user("assigned@example.org");
        var browser = two.browser();
        browser.signIn(Ask.of(app).url(), user.login(), Fixture.PASSWORD);
        String path = "/api/v1/apps/" + app.id() + "/users";
        BooleanSupplier denied = () -> "access_denied"
                .equals(Answer.inFragment(browser.get(Ask.of(app).url())).error());
        soon("not yet", denied);
        object(200, admin.post(path, "{\"id\":\"" + user.id() + "\"}"));
        soon("now", () -> !denied.getAsBoolean());
        assertEquals(204, admin.delete(path + "/" + user.id()).statusCode());
        soon("no longer", denied);
    }

    @Test
    @DisplayName("A9: an origin trusted through one node may call the other within a second, and no longer than that")
    void origins() {
        BooleanSupplier trusted = () -> new Api(two)
                .preflight("/api/v1/apps", "https://two-nodes.example")
                .headers()
                .firstValue("access-control-allow-origin")
                .isPresent();
        soon("not yet", () -> !trusted.getAsBoolean());
        var made = object(200, admin.post("/api/v1/trustedOrigins", """
                {"name":"x","origin":"https://two-nodes.example","scopes":[{"type":"CORS"}]}"""));
        soon("now", trusted);
        admin.post("/api/v1/trustedOrigins/" + made.get("id") + "/lifecycle/deactivate", "");
        soon("no longer", () -> !trusted.getAsBoolean());
    }
}
