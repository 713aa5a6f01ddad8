package dev.narthex.policy;

import dev.narthex.oauth.Scopes;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Decides by the policies and rules of a server, in order of priority: the first rule that matches decides.
public final class AccessPolicies {
    private AccessPolicies() {}

    /// What is asked for. `userId` is empty and `groupIds` none where there is no person.
    public record Question(String clientId, String grantType, Asker asker, Scopes scopes) {}

    public record Asker(String userId, Set<String> groupIds) {}

    public static Access decide(AuthorizationServer server, Question question) {
        // The org's server has no policies: whoever may use the app may have its tokens.
        if (server.isOrg()) return new Access.Permitted(AccessRule.Lifetimes.STANDARD);
        var candidates = rulesFor(server, question);
        return candidates.stream()
                .filter(rule -> permitsScopes(rule, question.scopes()))
                .findFirst()
                .<Access>map(rule -> new Access.Permitted(rule.lifetimes()))
                .orElseGet(() -> candidates.isEmpty() ? new Access.NoRule() : new Access.ScopesNotPermitted());
    }

    private static List<AccessRule> rulesFor(AuthorizationServer server, Question question) {
        return server.policies().stream()
                .filter(policy -> policy.isFor(question.clientId()))
                .sorted(Comparator.comparingInt(AccessPolicy::priority))
                .flatMap(policy -> policy.rules().stream()
                        .sorted(Comparator.comparingInt(rule -> rule.naming().priority())))
                .filter(AccessRule::active)
                .filter(rule -> rule.conditions().grantTypes().contains(question.grantType()))
                .filter(rule -> isFor(rule.conditions().people(), question.asker()))
                .toList();
    }

    private static boolean isFor(AccessRule.People people, Asker asker) {
        if (people.excludedUsers().contains(asker.userId())) return false;
        if (!Collections.disjoint(people.excludedGroups(), asker.groupIds())) return false;
        return people.groups().contains(AccessRule.EVERYONE)
                || people.users().contains(asker.userId())
                || !Collections.disjoint(people.groups(), asker.groupIds());
    }

    private static boolean permitsScopes(AccessRule rule, Scopes scopes) {
        var permitted = rule.conditions().scopes();
        return permitted.contains(AccessRule.ANY_SCOPE) || permitted.containsAll(scopes.names());
    }
}
