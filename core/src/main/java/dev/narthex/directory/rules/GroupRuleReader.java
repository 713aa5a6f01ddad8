package dev.narthex.directory.rules;

import dev.narthex.expression.Expression;
import dev.narthex.expression.Mentions;
import dev.narthex.expression.Parsed;
import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.groups.rules.GroupRule;
import dev.narthex.groups.rules.GroupRule.Condition;
import dev.narthex.okta.Fields;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchemas;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads rules of groups off the wire. A rule is about the person and nothing else, and says the same whenever it
/// is asked.
public final class GroupRuleReader {
    private static final int LONGEST_NAME = 50;
    private static final String TYPE = "group_rule";

    private final UserStore users;
    private final GroupStore groups;
    private final UserSchemas schemas;

    public GroupRuleReader(UserStore users, GroupStore groups, UserSchemas schemas) {
        this.users = users;
        this.groups = groups;
        this.schemas = schemas;
    }

    record Wish(String name, Condition condition, Optional<List<String>> groupIds) {}

    /// What is wrong is noted in the fields.
    Wish read(Fields fields) {
        fields.oneOf("type", Set.of(TYPE));
        String name = fields.requiredText("name", LONGEST_NAME).strip();
        var conditions = fields.object("conditions");
        String expression = expression(conditions.object("expression"));
        var people = conditions.object("people");
        return new Wish(
                name,
                new Condition(expression, exceptUsers(people.object("users")), exceptGroups(people.object("groups"))),
                targets(fields.object("actions").object("assignUserToGroups")));
    }

    private String expression(Fields fields) {
        fields.oneOf("type", Set.of(GroupRule.LANGUAGE));
        String text = fields.requiredText("value", Expression.LONGEST);
        if (!text.isEmpty()) {
            switch (Expression.parse(text)) {
                case Parsed.Malformed(var position, var reason) ->
                    fields.fault("value", "at position " + position + ", " + reason);
                case Parsed.Ok(var expression) -> check(fields, expression);
            }
        }
        return text;
    }

    private void check(Fields fields, Expression expression) {
        var schema = schemas.current();
        var mentions = expression.mentions();
        mentions.roots().stream()
                .filter(root -> !root.equals("user"))
                .forEach(root -> fields.fault("value", "a rule is about 'user', not about '" + root + "'"));
        mentions.attributes().stream()
                .filter(name -> schema.attribute(name).isEmpty())
                .forEach(name -> fields.fault("value", "Invalid property " + name + " in expression"));
        // It would hold for some and not for others, by when they were last looked at.
        if (mentions.functions().contains("Time.now")) fields.fault("value", "a rule can't depend on the time");
        if (!expression.isCondition(name -> schema.attribute(name)
                .map(Attribute::type)
                .filter(Attribute.Type.BOOLEAN::equals)
                .isPresent())) {
            fields.fault("value", "must come to true or false");
        }
        fault(fields, "value", mentioned(mentions));
    }

    private Set<String> mentioned(Mentions mentions) {
        return unknown(mentions.groupIds());
    }

    private Set<String> exceptUsers(Fields fields) {
        var ids = ids(fields, "exclude");
        var found = users.byIds(List.copyOf(ids)).stream().map(User::id).collect(Collectors.toSet());
        fault(fields, "exclude", without(ids, found));
        return ids;
    }

    private Set<String> exceptGroups(Fields fields) {
        var ids = ids(fields, "exclude");
        fault(fields, "exclude", unknown(ids));
        return ids;
    }

    private Optional<List<String>> targets(Fields fields) {
        if (!fields.has("groupIds")) return Optional.empty();
        var ids = ids(fields, "groupIds");
        if (ids.isEmpty()) fields.fault("groupIds", "The field cannot be left blank");
        fault(fields, "groupIds", unknown(ids));
        ids.stream()
                .filter(id -> groups.byId(id).filter(Group::builtIn).isPresent())
                .forEach(id -> fields.fault("groupIds", "nobody can be put into the built-in group " + id));
        return Optional.of(List.copyOf(ids));
    }

    private static Set<String> ids(Fields fields, String name) {
        return new LinkedHashSet<>(fields.texts(name).orElse(List.of()));
    }

    private Set<String> unknown(Collection<String> groupIds) {
        return groupIds.stream().filter(id -> groups.byId(id).isEmpty()).collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> ids, Set<String> found) {
        var rest = new HashSet<>(ids);
        rest.removeAll(found);
        return rest;
    }

    private static void fault(Fields fields, String name, Set<String> unknown) {
        unknown.stream().sorted().forEach(id -> fields.fault(name, "there is no " + id));
    }
}
