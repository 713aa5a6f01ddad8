package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Claim.Target;
import dev.narthex.policy.Scope;
import dev.narthex.users.Login;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Claims whose value is an expression, from the stored setting to the token of a browser.
class ExpressionClaimsTest {
    private static final String FAILS = "Convert.toInt(user.login)";
    private static final String REASON = "Claim 'c' could not be evaluated: Convert.toInt: the text is no number";

    private static Claim claim(String name, Target target, String expression, boolean always) {
        var source = new Claim.Source(expression, Optional.empty());
        return new Claim("ocl" + name, name, target, source, Set.of(), new Claim.Flags(true, always, false));
    }

    private static Answer signIn(TestServer idp, Claim... claims) {
        idp.fixture.server(it -> new AuthorizationServer(
                it.id(), it.settings(), it.scopes(), List.of(claims), it.policies(), it.revision()));
        idp.fixture.user("ada@example.org");
        var ask = Ask.of(idp.fixture.app());
        return Answer.inFragment(idp.browser().signIn(ask.url(), "ada@example.org", Fixture.PASSWORD));
    }

    @Test
    @DisplayName("What expressions come to is in the token; what is nothing is not")
    void inTheToken() {
        try (var idp = TestServer.fresh()) {
            var answer = signIn(
                    idp,
                    claim("name", Target.RESOURCE, "user.firstName + ' ' + user.lastName", true),
                    claim("sub", Target.RESOURCE, "'user:' + user.email", true),
                    claim("groups", Target.RESOURCE, "user.getGroups().![name]", true),
                    claim("iss", Target.RESOURCE, "'https://evil.example'", true),
                    claim("dept", Target.RESOURCE, "user.department", true));
            var token = answer.claims("access_token");
            assertEquals("Ada Byron", token.get("name"));
            assertEquals("user:ada@example.org", token.get("sub"));
            assertEquals(List.of("Everyone"), token.get("groups"));
            assertEquals(answer.claims("id_token").get("iss"), token.get("iss"));
            assertFalse(token.containsKey("dept"));
        }
    }

    @Test
    @DisplayName("A claim that cannot be given is server_error, and no token comes")
    void failsTheRequest() {
        try (var idp = TestServer.fresh()) {
            var answer = signIn(idp, claim("c", Target.RESOURCE, FAILS, true));
            assertEquals("server_error", answer.get("error"));
            assertEquals(REASON, answer.get("error_description"));
            assertFalse(answer.parameters().containsKey("access_token"));
            assertEquals(
                    Optional.of(REASON),
                    idp.log("app.oauth2.as.evaluate.claim").getFirst().details().reason());
        }
    }

    @Test
    @DisplayName(
            "Okta: expressions know the session and the org; what is about a person is nothing in a client's token")
    void sessionAndOrg() {
        try (var idp = TestServer.fresh()) {
            var claims = new Claim[] {
                claim("session", Target.RESOURCE, "session.id", true),
                claim("org", Target.RESOURCE, "org.name + '/' + org.subDomain", true),
                claim("client", Target.RESOURCE, "app.clientId", true),
                claim("who", Target.RESOURCE, "(user == null) ? 'nobody' : user.login", true)
            };
            var token = signIn(idp, claims).claims("access_token");
            var user = idp.storage.users().byLogin(Login.of("ada@example.org")).orElseThrow();
            assertEquals(idp.storage.sessions().ofUser(user.id()).getFirst().id(), token.get("session"));
            assertEquals("localhost/localhost", token.get("org"));
            assertEquals("ada@example.org", token.get("who"));
            idp.fixture.scope("books", Scope.Consent.IMPLICIT, false);
            var client = TokenClient.withSecrets(idp, "client_secret_post", "s".repeat(40));
            var form = Map.of("grant_type", "client_credentials", "scope", "books", "client_secret", "s".repeat(40));
            var own = Answer.part(
                    (String) TokenClient.json(client.post("token", form)).get("access_token"), 1);
            assertFalse(own.containsKey("session"));
            assertEquals(client.id(), own.get("client"));
            assertEquals("nobody", own.get("who"));
            assertEquals("localhost/localhost", own.get("org"));
        }
    }

    @Test
    @DisplayName("A claim that a client's token can't be given is server_error at the token endpoint, and on record")
    void failsTheClient() {
        try (var idp = TestServer.fresh()) {
            idp.fixture.server(it -> it.withClaims(List.of(claim("c", Target.RESOURCE, "Convert.toInt('x')", true))));
            idp.fixture.scope("books", Scope.Consent.IMPLICIT, false);
            var client = TokenClient.withSecrets(idp, "client_secret_post", "s".repeat(40));
            var form = Map.of("grant_type", "client_credentials", "scope", "books", "client_secret", "s".repeat(40));
            var response = client.post("token", form);
            assertEquals(400, response.statusCode());
            assertEquals("server_error", TokenClient.json(response).get("error"));
            assertEquals(1, idp.log("app.oauth2.as.evaluate.claim").size());
        }
    }

    @Test
    @DisplayName("A claim of userinfo alone that cannot be given is server_error there")
    void failsUserinfo() {
        try (var idp = TestServer.fresh()) {
            var answer = signIn(idp, claim("c", Target.IDENTITY, FAILS, false));
            var response = new Api(idp).userinfo("/oauth2/default", answer.get("access_token"));
            assertEquals(400, response.statusCode());
            assertEquals("server_error", Api.json(response).get("error"));
            assertEquals(REASON, Api.json(response).get("error_description"));
        }
    }
}
