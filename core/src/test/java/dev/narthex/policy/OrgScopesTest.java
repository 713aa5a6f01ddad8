package dev.narthex.policy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OrgScopesTest {

    @Test
    @DisplayName("Okta: to manage is to read, too, and of the same thing alone")
    void manageOpensRead() {
        assertTrue(OrgScopes.opens(Set.of("okta.users.manage"), "okta.users.read"));
        assertTrue(OrgScopes.opens(Set.of("okta.users.manage"), "okta.users.manage"));
        assertFalse(OrgScopes.opens(Set.of("okta.users.read"), "okta.users.manage"));
        assertFalse(OrgScopes.opens(Set.of("okta.users.manage"), "okta.userTypes.read"));
        assertFalse(OrgScopes.opens(Set.of("okta.users.read.self"), "okta.users.read"));
    }

    @Test
    @DisplayName("What is not in Okta's list is no scope")
    void known() {
        assertTrue(OrgScopes.has("okta.authorizationServers.read"));
        assertTrue(OrgScopes.has("okta.logs.read"));
        assertFalse(OrgScopes.has("okta.logs.manage"));
        assertFalse(OrgScopes.has("okta.everything.manage"));
        assertFalse(OrgScopes.has("openid"));
    }
}
