package dev.narthex.org;

import dev.narthex.crypt.MasterKey;
import dev.narthex.crypt.Sealer;
import dev.narthex.id.Ids;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AccessRule;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServerStore;
import dev.narthex.policy.Dates;
import dev.narthex.policy.StandardScopes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Makes what must be there: the org, group Everyone, the `default` authorization server with a policy that admits all
/// clients. Safe to run at each start, on many nodes at once.
public final class FirstStart {
    private static final byte[] KNOWN = "narthex".getBytes(StandardCharsets.UTF_8);
    private static final Set<String> ALL_GRANTS = Set.of(
            "authorization_code",
            "implicit",
            "password",
            "client_credentials",
            "interaction_code",
            "urn:ietf:params:oauth:grant-type:device_code",
            "urn:ietf:params:oauth:grant-type:token-exchange");

    private final Ids ids;
    private final InstantSource clock;

    public FirstStart(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /// @throws IllegalArgumentException if the database was made with another master key
    public Org org(OrgStore store, MasterKey masterKey, RandomGenerator random) {
        var sealer = new Sealer(masterKey, "master key check", random);
        var org = store.ensure(new Org(ids.next("00o"), ids.next("00g"), sealer.seal(KNOWN), clock.instant()));
        if (sealer.open(org.masterKeyCheck()).isEmpty()) {
            throw new IllegalArgumentException("The master key is not the one this database was made with."
                    + " Start with that one: without it nothing that is sealed can be opened.");
        }
        return org;
    }

    public void defaultServer(AuthorizationServerStore store) {
        if (store.byId(AuthorizationServer.DEFAULT).isPresent()) return;
        Instant now = clock.instant();
        var settings = new AuthorizationServer.Settings(
                "default", "Default authorization server", "api://default", SigningAlgorithm.RS256, true);
        store.create(new AuthorizationServer(
                AuthorizationServer.DEFAULT,
                settings,
                StandardScopes.all(),
                List.of(),
                List.of(openPolicy()),
                new AuthorizationServer.Revision(1, now, now)));
    }

    /// Admits all clients to all scopes; the first token needs no visit to an admin console.
    public AccessPolicy openPolicy() {
        var conditions = new AccessRule.Conditions(ALL_GRANTS, AccessRule.People.ALL, Set.of(AccessRule.ANY_SCOPE));
        var rule = new AccessRule(
                ids.next("0pr"),
                new AccessRule.Naming("Default Policy Rule", 1, false),
                true,
                conditions,
                AccessRule.Lifetimes.STANDARD,
                Dates.now(clock.instant()));
        return new AccessPolicy(
                ids.next("00p"),
                new AccessPolicy.Text("Default Policy", "Admits all clients"),
                1,
                new AccessPolicy.Flags(true, false),
                Set.of(AccessPolicy.ALL_CLIENTS),
                List.of(rule),
                Dates.now(clock.instant()));
    }
}
