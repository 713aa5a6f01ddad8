package dev.narthex.servers;

import dev.narthex.okta.Fields;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AccessPolicy.Flags;
import dev.narthex.policy.AccessPolicy.Text;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Dates;
import dev.narthex.servers.ClaimEdits.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What may be done to the policies of a server.
final class PolicyEdits {
    static final String TYPE = "AuthorizationServerPolicy";
    static final Ranking<AccessPolicy> RANKING =
            new Ranking<>(AccessPolicy::id, AccessPolicy::priority, AccessPolicy::withPriority);

    private final Known known;

    PolicyEdits(Known known) {
        this.known = known;
    }

    static Optional<AccessPolicy> find(AuthorizationServer server, String id) {
        return RANKING.find(server.policies(), id);
    }

    Edit<AccessPolicy> add(AuthorizationServer server, Fields fields, String id, Instant now) {
        var empty =
                new AccessPolicy(id, new Text("", ""), 0, new Flags(true, false), Set.of(), List.of(), Dates.now(now));
        return put(server, fields, empty);
    }

    Edit<AccessPolicy> replace(AuthorizationServer server, Fields fields, String id, Instant now) {
        return find(server, id)
                .map(there -> put(
                        server,
                        fields,
                        there.active(there.flags().active(), there.dates().changed(now))))
                .orElseGet(() -> Edit.notFound(id, TYPE));
    }

    private Edit<AccessPolicy> put(AuthorizationServer server, Fields fields, AccessPolicy there) {
        if (!fields.text("type", 100).orElse(AccessPolicy.TYPE).equals(AccessPolicy.TYPE)) {
            fields.fault("type", "must be " + AccessPolicy.TYPE);
        }
        var text = new Text(fields.requiredText("name", 100), fields.requiredText("description", 255));
        boolean active = fields.constant("status", Status.class)
                .map(status -> status == Status.ACTIVE)
                .orElse(there.flags().active());
        var clients = clients(fields, there.clients());
        checkFree(server, fields, there.id(), text.name());
        var priority = fields.number("priority", 1, Integer.MAX_VALUE);
        var policy = new AccessPolicy(
                there.id(),
                text,
                there.priority(),
                new Flags(active, there.flags().system()),
                clients,
                there.rules(),
                there.dates());
        return Edit.unless(fields.error("policy"), () -> placed(server, policy, priority));
    }

    private Set<String> clients(Fields fields, Set<String> there) {
        var clients = fields.object("conditions").object("clients");
        var included = clients.texts("include");
        if (included.isEmpty() && !clients.has("include")) {
            clients.fault("include", "name clients by their ids, or " + AccessPolicy.ALL_CLIENTS);
        }
        var ids = Set.copyOf(included.orElse(List.of()));
        Known.check(
                clients,
                "include",
                ids,
                there,
                id -> id.equals(AccessPolicy.ALL_CLIENTS) || known.client().test(id));
        return ids;
    }

    private static void checkFree(AuthorizationServer server, Fields fields, String id, String name) {
        boolean taken = server.policies().stream()
                .anyMatch(other -> !other.id().equals(id) && other.text().name().equals(name));
        if (taken) fields.fault("name", "a policy '" + name + "' is there already");
    }

    Edit<AccessPolicy> activate(AuthorizationServer server, String id, boolean active, Instant now) {
        var there = find(server, id);
        if (there.isEmpty()) return Edit.notFound(id, TYPE);
        var changed = there.get().active(active, there.get().dates().changed(now));
        return placed(server, changed, Optional.empty());
    }

    Edit<AccessPolicy> remove(AuthorizationServer server, String id) {
        var there = find(server, id);
        if (there.isEmpty()) return Edit.notFound(id, TYPE);
        if (there.get().flags().system()) return Edit.readOnly("policy");
        return new Edit.Made<>(server.withPolicies(RANKING.without(server.policies(), there.get())), there.get());
    }

    static Edit.Made<AccessPolicy> placed(AuthorizationServer server, AccessPolicy policy, Optional<Integer> place) {
        var policies = RANKING.place(server.policies(), policy, place);
        var changed = server.withPolicies(policies);
        return new Edit.Made<>(changed, find(changed, policy.id()).orElseThrow());
    }
}
