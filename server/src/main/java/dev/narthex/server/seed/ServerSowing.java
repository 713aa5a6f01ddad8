package dev.narthex.server.seed;

import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AccessRule;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServerStore;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Dates;
import dev.narthex.policy.Scope;
import dev.narthex.policy.StandardScopes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the authorization servers of a seed. In one that is there, `default` say, the scopes, claims and policies
/// whose
/// names are missing are made; what has one of those names stays.
final class ServerSowing {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSowing.class);

    private final Ground ground;
    private final Names names;
    private final AuthorizationServerStore store;

    ServerSowing(Ground ground, Names names) {
        this.ground = ground;
        this.names = names;
        this.store = ground.storage().authorizationServers();
    }

    void sow(Seed.AuthorizationServer seed) {
        var there = store.byId(seed.id());
        if (there.isEmpty()) {
            if (store.create(complete(empty(seed), seed))) LOG.info("seed: made authorization server {}", seed.id());
            return;
        }
        var grown = complete(there.get(), seed);
        boolean same = grown.scopes().equals(there.get().scopes())
                && grown.claims().equals(there.get().claims())
                && grown.policies().equals(there.get().policies());
        if (same) return;
        switch (store.replace(grown)) {
            case AuthorizationServerStore.Replacement.Replaced() ->
                LOG.info("seed: completed authorization server {}", seed.id());
            // Another server sows the same seed at this moment, or somebody administers: look again.
            case AuthorizationServerStore.Replacement.Stale() -> sow(seed);
        }
    }

    private AuthorizationServer empty(Seed.AuthorizationServer seed) {
        Instant now = ground.clock().instant();
        var settings = new AuthorizationServer.Settings(
                seed.name(), seed.description().orElse(""), seed.audience(), algorithm(seed), true);
        var revision = new AuthorizationServer.Revision(0, now, now);
        return new AuthorizationServer(seed.id(), settings, StandardScopes.all(), List.of(), List.of(), revision);
    }

    private static SigningAlgorithm algorithm(Seed.AuthorizationServer seed) {
        return switch (seed.signingAlgorithm()) {
            case "ES256" -> SigningAlgorithm.ES256;
            case "EdDSA" -> SigningAlgorithm.EDDSA;
            default -> SigningAlgorithm.RS256;
        };
    }

    private AuthorizationServer complete(AuthorizationServer there, Seed.AuthorizationServer seed) {
        int policies = there.policies().size();
        var made = new ArrayList<AccessPolicy>();
        for (var policy : seed.policies()) made.add(policy(policy, policies + made.size() + 1));
        var revision = new AuthorizationServer.Revision(
                there.revision().version() + 1,
                there.revision().created(),
                ground.clock().instant());
        return new AuthorizationServer(
                there.id(),
                there.settings(),
                joined(there.scopes(), seed.scopes().stream().map(this::scope), Scope::name),
                joined(
                        there.claims(),
                        seed.claims().stream().map(this::claim),
                        claim -> claim.target() + " " + claim.name()),
                joined(there.policies(), made.stream(), policy -> policy.text().name()),
                revision);
    }

    private static <T> List<T> joined(List<T> there, Stream<T> seeded, Function<T, String> name) {
        Set<String> taken = there.stream().map(name).collect(Collectors.toSet());
        return Stream.concat(there.stream(), seeded.filter(each -> !taken.contains(name.apply(each))))
                .toList();
    }

    private Scope scope(Seed.Scope scope) {
        var title = scope.displayName().orElse(scope.name());
        return new Scope(
                ground.ids().next("scp"),
                scope.name(),
                new Scope.Text(title, scope.description().orElse("")),
                Scope.Consent.valueOf(scope.consent()),
                new Scope.Flags(scope.byDefault(), scope.optional(), scope.published(), false));
    }

    private Claim claim(Seed.Claim claim) {
        return new Claim(
                ground.ids().next("ocl"),
                claim.name(),
                claim.token().equals("id") ? Claim.Target.IDENTITY : Claim.Target.RESOURCE,
                new Claim.Source(claim.value(), claim.groupFilter().map(Claim.GroupFilter::valueOf)),
                Set.copyOf(claim.scopes()),
                new Claim.Flags(true, claim.always(), false));
    }

    private AccessPolicy policy(Seed.Policy policy, int priority) {
        var rules = new ArrayList<AccessRule>();
        for (var rule : policy.rules()) rules.add(rule(rule, rules.size() + 1));
        return new AccessPolicy(
                ground.ids().next("00p"),
                new AccessPolicy.Text(policy.name(), policy.description()),
                priority,
                new AccessPolicy.Flags(true, false),
                Set.copyOf(policy.clients()),
                rules,
                Dates.now(ground.clock().instant()));
    }

    private AccessRule rule(Seed.Rule rule, int priority) {
        return new AccessRule(
                ground.ids().next("0pr"),
                new AccessRule.Naming(rule.name(), priority, false),
                true,
                new AccessRule.Conditions(Set.copyOf(rule.grantTypes()), people(rule), Set.copyOf(rule.scopes())),
                lifetimes(rule.lifetimes()),
                Dates.now(ground.clock().instant()));
    }

    private AccessRule.People people(Seed.Rule rule) {
        boolean anyone = rule.users().isEmpty() && rule.groups().isEmpty();
        if (anyone || rule.groups().stream().anyMatch(Names::isEveryone)) return AccessRule.People.ALL;
        return new AccessRule.People(names.users(rule.users()), names.groups(rule.groups()), Set.of(), Set.of());
    }

    private static AccessRule.Lifetimes lifetimes(Seed.Lifetimes given) {
        var usual = AccessRule.Lifetimes.STANDARD;
        return new AccessRule.Lifetimes(
                given.accessToken().stream()
                        .mapToObj(Duration::ofMinutes)
                        .findFirst()
                        .orElse(usual.accessToken()),
                given.refreshToken().stream()
                        .mapToObj(Duration::ofMinutes)
                        .findFirst()
                        .orElse(usual.refreshToken()),
                given.refreshTokenWindow().stream()
                        .mapToObj(Duration::ofMinutes)
                        .findFirst()
                        .orElse(usual.refreshWindow()));
    }
}
