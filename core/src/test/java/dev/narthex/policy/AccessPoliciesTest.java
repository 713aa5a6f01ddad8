package dev.narthex.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.narthex.Example;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.AccessPolicies.Asker;
import dev.narthex.policy.AccessPolicies.Question;
import dev.narthex.policy.AccessRule.Conditions;
import dev.narthex.policy.AccessRule.Lifetimes;
import dev.narthex.policy.AccessRule.Naming;
import dev.narthex.policy.AccessRule.People;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which rule decides is seen by the lifetime it gives.
final class AccessPoliciesTest {
    private static final Set<String> IMPLICIT = Set.of("implicit");
    private static final Set<String> ANY = Set.of(AccessRule.ANY_SCOPE);
    private static final Set<String> ALL_CLIENTS = Set.of(AccessPolicy.ALL_CLIENTS);
    private static final Set<String> NONE = Set.of();

    private static AccessRule rule(int minutes, int priority, Conditions conditions) {
        var lifetimes = new Lifetimes(Duration.ofMinutes(minutes), Duration.ZERO, Duration.ofDays(7));
        return new AccessRule("0pr" + minutes, new Naming("r", priority, false), true, conditions, lifetimes);
    }

    private static AccessRule rule(int minutes, int priority) {
        return rule(minutes, priority, new Conditions(IMPLICIT, People.ALL, ANY));
    }

    private static AccessRule rule(int minutes, People people) {
        return rule(minutes, minutes, new Conditions(IMPLICIT, people, ANY));
    }

    private static AccessRule rule(int minutes, Set<String> scopes) {
        return rule(minutes, minutes, new Conditions(IMPLICIT, People.ALL, scopes));
    }

    private static AccessRule inactive(AccessRule rule) {
        return new AccessRule(rule.id(), rule.naming(), false, rule.conditions(), rule.lifetimes());
    }

    private static AccessPolicy policy(int priority, boolean active, Set<String> clients, AccessRule... rules) {
        return new AccessPolicy(
                "00p" + priority,
                new AccessPolicy.Text("p", ""),
                priority,
                new AccessPolicy.Flags(active, false),
                clients,
                List.of(rules));
    }

    private static AccessPolicy policy(AccessRule... rules) {
        return policy(1, true, ALL_CLIENTS, rules);
    }

    private static Access decide(AccessPolicy... policies) {
        return decide("implicit", "openid email", policies);
    }

    private static Access decide(String grantType, String scopes, AccessPolicy... policies) {
        var asker = new Asker("00u1", Set.of("00gall", "00gdev"));
        var question = new Question(
                Example.CLIENT, grantType, asker, Scopes.parse(scopes).orElseThrow());
        return AccessPolicies.decide(Example.server(policies), question);
    }

    private static Access permitted(int minutes) {
        return new Access.Permitted(new Lifetimes(Duration.ofMinutes(minutes), Duration.ZERO, Duration.ofDays(7)));
    }

    @Test
    @DisplayName("A server without policies permits nobody anything, not even openid")
    void noPolicies() {
        assertEquals(new Access.NoRule(), decide());
        assertEquals(new Access.NoRule(), decide(policy()));
    }

    @Test
    @DisplayName("The org's server has no policies and permits every user of the app an hour")
    void org() {
        var question = new Question("c", "implicit", new Asker("00u1", NONE), Scopes.NONE);
        assertEquals(permitted(60), AccessPolicies.decide(Example.org(), question));
    }

    @Test
    @DisplayName("Rules are asked in the order of their priority, whatever the order they are stored in")
    void rulesByPriority() {
        assertEquals(permitted(10), decide(policy(rule(30, 3), rule(10, 1), rule(20, 2))));
    }

    @Test
    @DisplayName("Policies are asked before the priority of any rule counts")
    void policiesByPriority() {
        var second = policy(2, true, ALL_CLIENTS, rule(10, 1));
        var first = policy(1, true, ALL_CLIENTS, rule(20, 9));
        assertEquals(permitted(20), decide(second, first));
    }

    @Test
    @DisplayName("Where no rule of the first policy fits, the next one is asked")
    void fallsThrough() {
        var first = policy(1, true, ALL_CLIENTS, rule(10, Set.of("other")));
        var second = policy(2, true, ALL_CLIENTS, rule(20, 1));
        assertEquals(permitted(20), decide(first, second));
    }

    @Test
    @DisplayName("A policy is for all clients or for those it names")
    void clients() {
        assertEquals(permitted(10), decide(policy(1, true, Set.of("x", Example.CLIENT), rule(10, 1))));
        assertEquals(new Access.NoRule(), decide(policy(1, true, Set.of("x"), rule(10, 1))));
        assertEquals(new Access.NoRule(), decide(policy(1, true, NONE, rule(10, 1))));
    }

    @Test
    @DisplayName("What is inactive decides nothing")
    void inactive() {
        var off = policy(1, false, ALL_CLIENTS, rule(10, 1));
        assertEquals(new Access.NoRule(), decide(off));
        assertEquals(permitted(20), decide(off, policy(2, true, ALL_CLIENTS, rule(20, 1))));
        assertEquals(permitted(20), decide(policy(inactive(rule(10, 1)), rule(20, 2))));
        assertEquals(new Access.NoRule(), decide(policy(inactive(rule(10, 1)))));
    }

    @Test
    @DisplayName("A rule is for the grant types it names")
    void grantTypes() {
        assertEquals(new Access.NoRule(), decide("authorization_code", "openid", policy(rule(10, 1))));
    }

    static Stream<Arguments> people() {
        var everyone = Set.of(AccessRule.EVERYONE);
        return Stream.of(
                Arguments.of("everyone", true, People.ALL),
                Arguments.of("nobody", false, new People(NONE, NONE, NONE, NONE)),
                Arguments.of("the user", true, new People(Set.of("00u1"), NONE, NONE, NONE)),
                Arguments.of("another user", false, new People(Set.of("00u2"), NONE, NONE, NONE)),
                Arguments.of("a group of theirs", true, new People(NONE, Set.of("00gx", "00gdev"), NONE, NONE)),
                Arguments.of("another group", false, new People(NONE, Set.of("00gx"), NONE, NONE)),
                Arguments.of("everyone but the user", false, new People(NONE, everyone, Set.of("00u1"), NONE)),
                Arguments.of("everyone but another", true, new People(NONE, everyone, Set.of("00u2"), NONE)),
                Arguments.of("everyone but their group", false, new People(NONE, everyone, NONE, Set.of("00gdev"))),
                Arguments.of(
                        "the user, whose group is out",
                        false,
                        new People(Set.of("00u1"), NONE, NONE, Set.of("00gdev"))),
                Arguments.of(
                        "their group, but not the user",
                        false,
                        new People(NONE, Set.of("00gdev"), Set.of("00u1"), NONE)),
                Arguments.of("the user by the name of a group", false, new People(NONE, Set.of("00u1"), NONE, NONE)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("people")
    @DisplayName("A rule is for the people it includes, except those it excludes")
    void forPeople(String whom, boolean permitted, People people) {
        assertEquals(permitted ? permitted(10) : new Access.NoRule(), decide(policy(rule(10, people))), whom);
    }

    @Test
    @DisplayName("One scope that is not permitted refuses all: there is no partial grant")
    void noPartialGrant() {
        var policy = policy(rule(10, Set.of("openid")));
        assertEquals(permitted(10), decide("implicit", "openid", policy));
        assertEquals(new Access.ScopesNotPermitted(), decide("implicit", "openid email", policy));
    }

    @Test
    @DisplayName("Scopes are permitted by one rule alone, never by two together")
    void rulesDoNotAddUp() {
        var policy = policy(rule(10, Set.of("openid")), rule(20, Set.of("email")));
        assertEquals(new Access.ScopesNotPermitted(), decide(policy));
    }

    @Test
    @DisplayName("The first rule that permits all scopes decides, past those that do not")
    void firstThatPermits() {
        assertEquals(permitted(20), decide(policy(rule(10, Set.of("openid")), rule(20, ANY), rule(30, ANY))));
    }

    @Test
    @DisplayName("An access token lives between 5 minutes and 24 hours")
    void lifetimes() {
        for (int minutes : List.of(0, 4, 24 * 60 + 1)) {
            assertThrows(IllegalArgumentException.class, () -> rule(minutes, 1));
        }
        assertEquals(permitted(5), decide(policy(rule(5, 1))));
        assertEquals(permitted(1440), decide(policy(rule(1440, 1))));
    }
}
