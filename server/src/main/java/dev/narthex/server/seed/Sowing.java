package dev.narthex.server.seed;

import dev.narthex.groups.Group;
import dev.narthex.origins.TrustedOrigin;
import dev.narthex.registration.Enrollment;
import dev.narthex.registration.Enrollment.Wanted;
import dev.narthex.roles.Role;
import dev.narthex.roles.RoleAssignment;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what a seed names and is not there. What is there stays as it is, whoever made it: a user's password or
/// groups,
/// an app's settings. Safe at each start, after a start that was cut off, and on several servers at once.
public final class Sowing {
    private static final Logger LOG = LoggerFactory.getLogger(Sowing.class);

    private final Ground ground;
    private final Names names;

    private Sowing(Ground ground) {
        this.ground = ground;
        this.names = new Names(ground);
    }

    /// @throws SeedFault if it names a user or a group that is nowhere; then nothing is made
    public static void sow(Seed seed, Ground ground) {
        new Sowing(ground).sow(seed);
    }

    private void sow(Seed seed) {
        var missing = names.missing(seed);
        if (!missing.isEmpty()) throw new SeedFault(missing);
        var apps = new AppSowing(ground, names);
        var servers = new ServerSowing(ground, names);
        seed.groups().forEach(this::group);
        seed.users().forEach(this::user);
        seed.apps().forEach(apps::sow);
        seed.authorizationServers().forEach(servers::sow);
        seed.trustedOrigins().forEach(this::origin);
        seed.registration().ifPresent(this::registration);
    }

    private void registration(Seed.Registration registration) {
        var store = ground.storage().enrollment();
        if (store.read().isPresent()) return;
        var attributes = new ArrayList<>(List.of(new Wanted(Enrollment.EMAIL, "E-mail address", true)));
        registration.attributes().stream()
                .filter(it -> !it.name().equals(Enrollment.EMAIL))
                .map(it -> new Wanted(it.name(), it.label(), it.required()))
                .forEach(attributes::add);
        var domains = registration.domains().stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        var groups = names.groups(registration.groups());
        store.replace(new Enrollment(true, registration.emailVerification(), attributes, groups, domains, 1));
        LOG.info("seed: people may register");
    }

    private void group(Seed.Group group) {
        var store = ground.storage().groups();
        if (store.byName(group.name()).isPresent()) return;
        Instant now = ground.clock().instant();
        store.create(new Group(ground.ids().next("00g"), group.name(), group.description(), false, now, now));
        LOG.info("seed: made group {}", group.name());
    }

    private void user(Seed.User user) {
        var store = ground.storage().users();
        if (store.byLogin(Login.of(user.login())).isPresent()) return;
        Instant now = ground.clock().instant();
        var password = switch (user.credential()) {
            case Seed.Credential.None() -> Optional.<dev.narthex.password.StoredPassword>empty();
            case Seed.Credential.Hash(var stored) -> Optional.of(stored);
            case Seed.Credential.Password(var text) ->
                Optional.of(ground.passwords().hash(text));
        };
        var status = User.Status.valueOf(user.status());
        boolean activated = status == User.Status.ACTIVE || status == User.Status.SUSPENDED;
        var times = User.Times.ofNew(now, activated, password.isPresent());
        var made = new User(ground.ids().next("00u"), status, user.profile(), times, 1);
        store.create(new UserStore.NewUser(made, password, names.groups(user.groups())));
        user.roles().forEach(role -> role(made, Role.valueOf(role)));
        LOG.info("seed: made user {}", user.login());
    }

    private void role(User user, Role role) {
        var assignment = new RoleAssignment(
                ground.ids().next("ra1"), user.id(), role, ground.clock().instant());
        ground.storage().roles().assign(assignment);
    }

    private void origin(Seed.TrustedOrigin origin) {
        var uses = new LinkedHashSet<TrustedOrigin.Use>();
        origin.scopes().forEach(scope -> uses.add(TrustedOrigin.Use.valueOf(scope)));
        var made = new TrustedOrigin(
                ground.ids().next("tos"),
                origin.name(),
                origin.origin(),
                uses,
                true,
                ground.clock().instant());
        if (ground.storage().trustedOrigins().create(made)) LOG.info("seed: made trusted origin {}", origin.origin());
    }
}
