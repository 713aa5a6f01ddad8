package dev.narthex.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.Example;
import dev.narthex.policy.Claim.GroupFilter;
import dev.narthex.policy.Scope.Consent;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ServerValuesTest {

    @Test
    @DisplayName("OIDC Core 1.0 §5.4: every server begins with the standard scopes, about which nobody is asked")
    void standardScopes() {
        var scopes = StandardScopes.all();
        assertEquals(
                Set.of("openid", "profile", "email", "address", "phone", "offline_access"),
                scopes.stream().map(Scope::name).collect(Collectors.toSet()));
        assertTrue(scopes.stream().noneMatch(Scope::asksConsent));
        assertTrue(scopes.stream().noneMatch(Scope::isDefault));
    }

    @Test
    @DisplayName("A request without scopes gets the default ones")
    void defaultScopes() {
        var plain = Example.scope("reports", Consent.IMPLICIT);
        var byDefault =
                new Scope("scp1", "read", plain.text(), Consent.IMPLICIT, new Scope.Flags(true, false, false, false));
        assertEquals("read", Example.server(plain, byDefault).defaultScopes().text());
        assertTrue(Example.server(plain).defaultScopes().isEmpty());
    }

    @Test
    @DisplayName("A person may leave out an optional scope, but never openid")
    void optional() {
        assertTrue(Example.optionalScope("reports", Consent.REQUIRED).optional());
        assertFalse(Example.scope("reports", Consent.REQUIRED).optional());
        assertFalse(Example.optionalScope("openid", Consent.REQUIRED).optional());
    }

    @Test
    @DisplayName("An issuer is the base URL, with the server's id as its path unless it is the org's")
    void issuers() {
        var org = Example.org();
        var custom = Example.server(new Scope[0]);
        assertEquals("https://id.example", Example.ISSUERS.issuer(org));
        assertEquals("https://id.example/oauth2/default", Example.ISSUERS.issuer(custom));
        assertEquals("https://id.example/oauth2/v1/keys", Example.ISSUERS.endpoint(org, "keys"));
        assertEquals("https://id.example/oauth2/default/v1/keys", Example.ISSUERS.endpoint(custom, "keys"));
        assertEquals("https://id.example", Example.ISSUERS.audience(org));
        assertEquals("api://default", Example.ISSUERS.audience(custom));
        assertThrows(IllegalArgumentException.class, () -> new Issuers("https://id.example/"));
    }

    @Test
    @DisplayName("A pattern that does not compile is refused when it is set")
    void patterns() {
        var regex = Optional.of(GroupFilter.REGEX);
        assertEquals("a.*", new Claim.Source("a.*", regex).value());
        assertThrows(IllegalArgumentException.class, () -> new Claim.Source("a(", regex));
        assertEquals("a(", new Claim.Source("a(", Optional.of(GroupFilter.EQUALS)).value());
    }
}
