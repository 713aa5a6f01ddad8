package dev.narthex.store.groups;

import dev.narthex.groups.rules.GroupRule;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.users.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/// Puts on record what rules did, in the transaction in which they did it.
///
/// @param log writes rows of the System Log
public record Journal(RandomGenerator random, BiConsumer<Handle, List<LogEvent>> log) {

    void write(Handle handle, Instant now, List<Entry> entries) {
        var ids = new Ids(() -> now, random);
        log.accept(
                handle,
                entries.stream().map(entry -> SystemLog.event(ids, now, entry)).toList());
    }

    /// Somebody came into a group, or left it, because of a rule.
    static Entry moved(boolean joined, User user, Target group, String ruleId) {
        var type = joined ? EventType.MEMBER_ADD : EventType.MEMBER_REMOVE;
        return Entry.success(type, Actor.SYSTEM, target(user), group).with(Map.of("triggeredByGroupRuleId", ruleId));
    }

    static Entry excluded(User user, GroupRule rule) {
        return Entry.success(EventType.MEMBER_EXCLUDE, Actor.SYSTEM, target(user), target(rule));
    }

    static Entry invalid(GroupRule rule, String reason) {
        return Entry.success(EventType.GROUP_RULE_INVALID, Actor.SYSTEM, target(rule))
                .with(Map.of("reason", reason));
    }

    static Entry finished(GroupRule rule, long looked, long changed) {
        var facts = Map.of("people", Long.toString(looked), "memberships", Long.toString(changed));
        return Entry.success(EventType.MEMBERS_PLACED, Actor.SYSTEM, target(rule))
                .with(facts);
    }

    private static Target target(User user) {
        return new Target(user.id(), "User", user.login(), user.displayName());
    }

    static Target target(GroupRule rule) {
        return new Target(rule.id(), "GroupRule", "unknown", rule.name());
    }

    static Target group(String id, String name) {
        return new Target(id, "UserGroup", "unknown", name);
    }
}
