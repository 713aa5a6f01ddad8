package dev.narthex.issue;

import static dev.narthex.issue.Issuing.ISSUER;
import static dev.narthex.issue.Issuing.claims;
import static dev.narthex.issue.Issuing.entitlement;
import static dev.narthex.issue.Issuing.subject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.narthex.Example;
import dev.narthex.issue.TokenIssuer.Binding;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Claim.Flags;
import dev.narthex.policy.Claim.GroupFilter;
import dev.narthex.policy.Claim.Source;
import dev.narthex.policy.Claim.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Claims whose value is an expression.
final class ExpressionClaimsTest {
    private static final Flags ALWAYS = new Flags(true, true, false);
    private static final Subject ADA = subject(Example.ada("Everyone", "Readers"));
    private static final String LOGIN = "ada@example.org";

    private static Claim claim(String name, Target target, String expression) {
        return new Claim("ocl1", name, target, new Source(expression, Optional.empty()), Set.of(), ALWAYS);
    }

    private static Map<String, Object> access(Claim... claims) {
        var entitlement = entitlement(Example.server(claims), "openid groups");
        return claims(ISSUER.accessToken(entitlement, ADA, Optional.empty(), Example.NOW)
                .value());
    }

    private static Map<String, Object> id(Claim... claims) {
        var entitlement = entitlement(Example.server(claims), "openid");
        var binding = new Binding(Optional.empty(), Optional.empty(), Optional.empty());
        return claims(ISSUER.idToken(entitlement, ADA, binding, Example.NOW));
    }

    @ParameterizedTest
    @DisplayName("An expression knows the person, the app, the org, the session, the scopes and the time of the token")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            user.firstName + ' ' + user.lastName       => Ada Byron
            user.id                                    => 00u1ada0000000000001
            user.status                                => ACTIVE
            appuser.userName                           => ada@example.org
            app.id                                     => 0oa1spa0000000000001
            app.clientId                               => 0oa1spa0000000000001
            app.name                                   => oidc_client
            app.label                                  => Example
            org.subDomain                              => id
            session.userId                             => 00u1ada0000000000001
            session.userName                           => ada@example.org
            Arrays.toCsvString(session.amr)            => pwd
            Arrays.toCsvString(access.scope)           => openid,groups
            isMemberOfGroupName('Readers') ? 'r' : '-' => r
            getFilteredGroups({'00gReaders'}, 'group.name', 5)[0] => Readers
            user.getGroups().![type][0]                => BUILT_IN
            Time.now()                                 => 2026-01-01T00:00:00.000Z
            """)
    void facts(String expression, String value) {
        assertEquals(value, access(claim("c", Target.RESOURCE, expression)).get("c"));
    }

    @Test
    @DisplayName("A value keeps its type")
    void types() {
        var token = access(
                claim("text", Target.RESOURCE, "'7'"),
                claim("integer", Target.RESOURCE, "3 + 4"),
                claim("number", Target.RESOURCE, "0.5"),
                claim("truth", Target.RESOURCE, "1 < 2"),
                claim("list", Target.RESOURCE, "{'a', null, {1}}"),
                claim("none", Target.RESOURCE, "{}"));
        assertEquals("7", token.get("text"));
        assertEquals(7, ((Number) token.get("integer")).intValue());
        assertEquals(0.5, token.get("number"));
        assertEquals(true, token.get("truth"));
        assertEquals("[a, [1]]", token.get("list").toString());
        assertEquals(List.of(), token.get("none"));
    }

    @Test
    @DisplayName("A claim of nothing is left out, never null")
    void absent() {
        assertFalse(access(claim("c", Target.RESOURCE, "user.department")).containsKey("c"));
    }

    @ParameterizedTest
    @DisplayName("A claim that cannot be given fails the request, with a reason and without what the profile holds")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            Convert.toInt(user.login)        => Convert.toInt: the text is no number
            user                             => the result is an object: name a member of it
            !user.blocked                    => a condition is neither true nor false: compare the value with something
            Groups.startsWith('OKTA','',101) => Groups.startsWith: the limit is from 1 to 100
            usr.login                        => malformed at position 0
            """)
    void failed(String expression, String reason) {
        var failed = assertThrows(ServerClaims.Failed.class, () -> access(claim("c", Target.RESOURCE, expression)));
        assertEquals("Claim 'c' could not be evaluated: " + reason, failed.getMessage());
    }

    @Test
    @DisplayName("An expression named sub decides the subject of the access token, and of it alone")
    void subjectOfAccessToken() {
        var usual = "(appuser != null) ? appuser.userName : app.clientId";
        assertEquals(LOGIN, access().get("sub"));
        assertEquals(LOGIN, access(claim("sub", Target.RESOURCE, usual)).get("sub"));
        assertEquals(
                "00u1ada0000000000001",
                access(claim("sub", Target.RESOURCE, "user.id")).get("sub"));
        assertEquals(
                "00u1ada0000000000001",
                id(claim("sub", Target.IDENTITY, "user.login")).get("sub"));
    }

    @Test
    @DisplayName("A token of a client's own has the claims of its server, in which there is nobody")
    void clientsOwn() {
        var server = Example.server(
                claim("sub", Target.RESOURCE, "(appuser != null) ? appuser.userName : app.clientId + '!'"),
                claim("app", Target.RESOURCE, "app.label"),
                claim("who", Target.RESOURCE, "user.login"),
                claim("in", Target.RESOURCE, "isMemberOfGroupName('Everyone')"));
        var token = claims(ISSUER.clientAccessToken(entitlement(server, "groups"), Example.NOW)
                .value());
        assertEquals(Example.CLIENT + "!", token.get("sub"));
        assertEquals("Example", token.get("app"));
        assertFalse(token.containsKey("who"));
        assertEquals(false, token.get("in"));
    }

    @ParameterizedTest
    @DisplayName("A subject that is nothing, empty or no text fails the request")
    @ValueSource(strings = {"user.department", "''", "' '", "5", "{'a'}"})
    void noSubject(String expression) {
        assertThrows(ServerClaims.Failed.class, () -> access(claim("sub", Target.RESOURCE, expression)));
    }

    @ParameterizedTest
    @DisplayName("A name of the protocol is not free, also where this token lacks the claim")
    @ValueSource(
            strings = {"nonce", "acr", "at_hash", "c_hash", "azp", "sid", "cnf", "nbf", "amr", "uid", "scp", "iss"})
    void reserved(String name) {
        assertEquals(
                access().get(name), access(claim(name, Target.RESOURCE, "'x'")).get(name));
        assertEquals(id().get(name), id(claim(name, Target.IDENTITY, "'x'")).get(name));
    }

    @Test
    @DisplayName("A group filter is matched in linear time")
    void groupPattern() {
        var source = new Source("(E|Ev|v|e|r|y|o|n)*(x+x+)+y", Optional.of(GroupFilter.REGEX));
        var claim = new Claim("ocl1", "g", Target.RESOURCE, source, Set.of(), ALWAYS);
        assertFalse(access(claim).containsKey("g"));
    }
}
