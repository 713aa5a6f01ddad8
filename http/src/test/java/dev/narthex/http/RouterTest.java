package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RouterTest {
    private final Router router = new Router()
            .get("/", named("root"))
            .get("/users/{id}", named("user"))
            .get("/users/me", named("me"))
            .get("/users/{id}/groups", named("groups"))
            .get("/users/me/sessions", named("sessions"))
            .route("DELETE", "/users/{id}", named("delete"))
            .get("/oauth2/{server}/v1/keys", named("keys"))
            .get("/oauth2/v1/keys", named("org keys"));

    private static Handler named(String name) {
        return request -> Response.text(200, name + request.pathParameters());
    }

    private String answer(String path) {
        return new String(router.handle(Requests.get(path)).body());
    }

    @Test
    @DisplayName("a literal segment wins over a variable, and where it leads nowhere the variable is tried")
    void literalWins() {
        assertEquals("root{}", answer("/"));
        assertEquals("me{}", answer("/users/me"));
        assertEquals("user{id=you}", answer("/users/you"));
        assertEquals("sessions{}", answer("/users/me/sessions"));
        assertEquals("groups{id=me}", answer("/users/me/groups"));
        assertEquals("org keys{}", answer("/oauth2/v1/keys"));
        assertEquals("keys{server=default}", answer("/oauth2/default/v1/keys"));
        assertEquals("keys{server=v1}", answer("/oauth2/v1/v1/keys"));
    }

    @Test
    @DisplayName("other spellings of a path are other paths")
    void otherSpellingsAreOtherPaths() {
        for (String path :
                new String[] {"/users", "/users/", "//users/me", "/users//groups", "/Users/me", "/users/me/"}) {
            assertInstanceOf(Router.Match.NoSuchPath.class, router.match("GET", path), path);
            assertFalse(router.knows(path), path);
        }
        assertTrue(router.knows("/users/x"));
    }

    @Test
    @DisplayName("an unknown path is 404; a known one with another method is 405 and names the methods")
    void refusalsAreTold() {
        assertEquals(
                404, assertThrows(BadRequest.class, () -> answer("/nowhere")).status());
        var wrong = assertThrows(BadRequest.class, () -> router.handle(Requests.of("PUT", "/users/x", "::1")));
        assertEquals(405, wrong.status());
        assertEquals("DELETE, GET, HEAD, OPTIONS", wrong.fields().getFirst().value());
    }

    @Test
    @DisplayName("a method is compared as it is written")
    void methodsAreCaseSensitive() {
        assertInstanceOf(Router.Match.WrongMethod.class, router.match("get", "/users/me"));
    }

    @Test
    @DisplayName("two handlers at one place, or two names for one variable, fail at start-up")
    void contradictionsFailEarly() {
        assertThrows(IllegalStateException.class, () -> router.get("/users/me", named("again")));
        assertThrows(IllegalStateException.class, () -> router.get("/users/{name}/x", named("x")));
    }

    @Test
    @DisplayName("variables of one match only are handed over")
    void abandonedBranchesLeaveNothing() {
        var other = new Router().get("/a/{x}/b", named("1")).get("/{y}/c/d", named("2"));
        assertEquals("2{y=a}", new String(other.handle(Requests.get("/a/c/d")).body()));
        assertEquals(Map.of(), ((Router.Match.Found) router.match("GET", "/users/me")).pathParameters());
    }
}
