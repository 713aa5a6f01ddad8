package dev.narthex.issue;

import static dev.narthex.issue.Issuing.ISSUER;
import static dev.narthex.issue.Issuing.claims;
import static dev.narthex.issue.Issuing.entitlement;
import static dev.narthex.issue.Issuing.subject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.narthex.Example;
import dev.narthex.issue.TokenIssuer.Binding;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Claim.Flags;
import dev.narthex.policy.Claim.GroupFilter;
import dev.narthex.policy.Claim.Source;
import dev.narthex.policy.Claim.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a token says of a person: by scope, and by the settings of the server.
final class ClaimsTest {
    private static final Flags ALWAYS = new Flags(true, true, false);
    private static final Flags SOMETIMES = new Flags(true, false, false);
    private static final Source EVERY_GROUP = new Source("", Optional.of(GroupFilter.STARTS_WITH));
    private static final List<String> HERS = List.of("Everyone", "Developers", "Readers");
    private static final Subject ADA = subject(Example.ada("Everyone", "Developers", "Readers"));

    private static Claim claim(String name, Target target, Flags flags, String... scopes) {
        return new Claim("ocl1", name, target, EVERY_GROUP, Set.of(scopes), flags);
    }

    private static Map<String, Object> access(Claim claim, String scopes) {
        var entitlement = entitlement(Example.server(claim), scopes);
        return claims(ISSUER.accessToken(entitlement, ADA, Optional.empty(), Example.NOW)
                .value());
    }

    private static Map<String, Object> id(Claim claim, boolean beside) {
        var entitlement = entitlement(Example.server(claim), "openid groups");
        var access = Optional.of(ISSUER.accessToken(entitlement, ADA, Optional.empty(), Example.NOW))
                .filter(_ -> beside);
        return claims(
                ISSUER.idToken(entitlement, ADA, new Binding(Optional.of("n"), access, Optional.empty()), Example.NOW));
    }

    private static Map<String, Object> of(Map<String, Object> profile, String scopes) {
        return new HashMap<>(
                ProfileClaims.of(Example.user(profile), Scopes.parse(scopes).orElseThrow()));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.4: profile stands for these claims")
    void profile() {
        var profile = Map.<String, Object>of(
                "middleName", "King",
                "nickName", "Ada",
                "profileUrl", "https://ada.example",
                "timezone", "Europe/London",
                "locale", "en_GB",
                "displayName", "Countess");
        var expected = Map.of(
                "name", "Ada Byron",
                "family_name", "Byron",
                "given_name", "Ada",
                "middle_name", "King",
                "nickname", "Ada",
                "preferred_username", "ada@example.org",
                "profile", "https://ada.example",
                "zoneinfo", "Europe/London",
                "locale", "en_GB",
                "updated_at", Example.NOW.getEpochSecond() - 3600);
        assertEquals(expected, of(profile, "profile"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.4: email, phone and address stand for these")
    void others() {
        var profile = Map.<String, Object>of(
                "primaryPhone", "+44",
                "streetAddress", "1 High Street",
                "city", "London",
                "state", "LDN",
                "zipCode", "N1",
                "countryCode", "GB");
        var address = Map.of(
                "street_address", "1 High Street",
                "locality", "London",
                "region", "LDN",
                "postal_code", "N1",
                "country", "GB");
        assertEquals(Map.of("email", "ada@example.org", "email_verified", true), of(profile, "email"));
        assertEquals(Map.of("phone_number", "+44"), of(profile, "phone"));
        assertEquals(Map.of("address", address), of(profile, "address"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.4: email_verified is true of an address that is known to be theirs, and of no other")
    void verified() {
        var user = Example.user(Map.of());
        var stranger = user.provenBy(user.credentials().withEmailVerified(false));
        var scopes = Scopes.parse("email").orElseThrow();
        assertEquals(false, ProfileClaims.of(stranger, scopes).get("email_verified"));
        assertEquals(true, ProfileClaims.of(user, scopes).get("email_verified"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.4: openid alone stands for none of them")
    void openid() {
        assertEquals(Map.of(), of(Map.of(), "openid offline_access reports"));
    }

    @Test
    @DisplayName("What the profile lacks is left out, never null or blank")
    void lacking() {
        assertEquals(Map.of(), of(Map.of("email", " "), "email phone address"));
        assertFalse(of(Map.of("middleName", ""), "profile").containsKey("middle_name"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "STARTS_WITH, Dev, Developers",
        "STARTS_WITH, eaders, ''",
        "EQUALS, Readers, Readers",
        "EQUALS, readers, Readers",
        "EQUALS, reader, ''",
        "CONTAINS, ea, Readers",
        "REGEX, .*(s|e), Everyone Developers Readers",
        "REGEX, Dev, ''"
    })
    @DisplayName("Groups pass by the start, the whole, a part or a pattern of their names: a list, or no claim")
    void filters(GroupFilter filter, String value, String expected) {
        var source = new Source(value, Optional.of(filter));
        var claim = new Claim("ocl1", "g", Target.RESOURCE, source, Set.of(), SOMETIMES);
        assertEquals(
                expected.isEmpty() ? null : List.of(expected.split(" ")),
                access(claim, "openid").get("g"));
    }

    @Test
    @DisplayName("A claim goes into the token it is for")
    void targets() {
        assertEquals(
                HERS, access(claim("g", Target.RESOURCE, SOMETIMES), "openid").get("g"));
        assertEquals(HERS, id(claim("g", Target.IDENTITY, SOMETIMES), false).get("g"));
        assertFalse(access(claim("g", Target.IDENTITY, ALWAYS), "openid").containsKey("g"));
        assertFalse(id(claim("g", Target.RESOURCE, ALWAYS), false).containsKey("g"));
    }

    @Test
    @DisplayName("Beside an access token an ID token has only claims that are always included; userinfo has all")
    void always() {
        assertEquals(HERS, id(claim("g", Target.IDENTITY, ALWAYS), true).get("g"));
        assertFalse(id(claim("g", Target.IDENTITY, SOMETIMES), true).containsKey("g"));
        var entitlement = entitlement(Example.server(claim("g", Target.IDENTITY, SOMETIMES)), "openid");
        assertEquals(HERS, ISSUER.userinfo(entitlement, ADA, Example.NOW).get("g"));
    }

    @Test
    @DisplayName("A claim with scopes is there for any one of them; an inactive one never")
    void scopesAndState() {
        var scoped = claim("g", Target.RESOURCE, SOMETIMES, "groups", "profile");
        assertFalse(access(scoped, "openid").containsKey("g"));
        assertEquals(HERS, access(scoped, "openid groups").get("g"));
        var inactive = new Flags(false, true, false);
        assertFalse(access(claim("g", Target.RESOURCE, inactive), "openid").containsKey("g"));
    }

    @Test
    @DisplayName("A hundred groups are given, more fail the request: half a list would be a wrong answer")
    void tooMany() {
        var entitlement = entitlement(Example.server(claim("groups", Target.RESOURCE, SOMETIMES)), "openid");
        var hundred = ISSUER.accessToken(entitlement, memberOf(100), Optional.empty(), Example.NOW);
        assertEquals(100, ((List<?>) claims(hundred.value()).get("groups")).size());
        var failed = assertThrows(
                ServerClaims.Failed.class,
                () -> ISSUER.accessToken(entitlement, memberOf(101), Optional.empty(), Example.NOW));
        assertEquals("Claim 'groups' matches more than 100 groups.", failed.getMessage());
    }

    private static Subject memberOf(int groups) {
        return subject(
                Example.ada(IntStream.range(0, groups).mapToObj(i -> "g" + i).toArray(String[]::new)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ver", "jti", "iss", "aud", "iat", "exp", "cid", "uid", "scp", "auth_time", "sub"})
    @DisplayName("A server's setting never replaces a claim of the access token")
    void accessTokenIsNotOverridden(String name) {
        var token = access(claim(name, Target.RESOURCE, ALWAYS), "openid");
        assertEquals(11, token.size());
        assertNotEquals(HERS, token.get(name));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"sub", "ver", "iss", "aud", "iat", "exp", "jti", "amr", "idp", "auth_time", "nonce", "at_hash"})
    @DisplayName("A server's setting never replaces a claim of the ID token, nor the subject at userinfo")
    void idTokenIsNotOverridden(String name) {
        var claim = claim(name, Target.IDENTITY, ALWAYS);
        var token = id(claim, true);
        assertEquals(12, token.size());
        assertNotEquals(HERS, token.get(name));
        var userinfo = ISSUER.userinfo(entitlement(Example.server(claim), "openid"), ADA, Example.NOW);
        assertEquals("00u1ada0000000000001", userinfo.get("sub"));
    }
}
