package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.ScopeGrant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ScopeGrantStoreTest extends StoreContract {
    private static String storedApp() {
        String id = IDS.next("0oa");
        var oauth = new AppSettings.OAuth(
                List.of(),
                List.of(),
                Set.of("token"),
                Set.of("client_credentials"),
                AppSettings.ConsentMethod.TRUSTED,
                new AppSettings.ClientAuthentication("private_key_jwt", false));
        var settings =
                new AppSettings("Service", AppSettings.Type.SERVICE, oauth, AppSettings.Branding.NONE, false, Map.of());
        storage.apps().create(new App(id, id, true, settings, NOW, new App.Revision(1, NOW)));
        return id;
    }

    private static ScopeGrant grant(String appId, String scope) {
        return new ScopeGrant(IDS.next("oag"), appId, scope, NOW, "00Ttoken");
    }

    @Test
    void grantsAreFoundAgainByTheirAppAlone() {
        String app = storedApp();
        var users = storage.scopeGrants().grant(grant(app, "okta.users.read"));
        var apps = storage.scopeGrants().grant(grant(app, "okta.apps.read"));
        assertEquals(List.of(apps, users), storage.scopeGrants().of(app));
        assertEquals(Optional.of(users), storage.scopeGrants().byId(app, users.id()));
        assertEquals(Optional.empty(), storage.scopeGrants().byId(storedApp(), users.id()));
    }

    @Test
    void of32WhoGrantTheSameAtOnceAllGetTheOneThatRemains() throws Exception {
        String app = storedApp();
        var answers = new TreeSet<>(race((node, _) ->
                node.scopeGrants().grant(grant(app, "okta.users.read")).id()));
        assertEquals(Set.of(storage.scopeGrants().of(app).getFirst().id()), answers);
    }

    @Test
    void aGrantIsRevokedOnceAndByItsAppOnly() {
        String app = storedApp();
        var grant = storage.scopeGrants().grant(grant(app, "okta.users.read"));
        assertFalse(storage.scopeGrants().revoke(storedApp(), grant.id()));
        assertTrue(storage.scopeGrants().revoke(app, grant.id()));
        assertFalse(storage.scopeGrants().revoke(app, grant.id()));
    }

    @Test
    void grantsGoWithTheirApp() {
        String app = storedApp();
        storage.scopeGrants().grant(grant(app, "okta.users.read"));
        storage.apps().delete(app);
        assertEquals(List.of(), storage.scopeGrants().of(app));
    }
}
