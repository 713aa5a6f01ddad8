package dev.narthex.expression;

import dev.narthex.expression.function.Functions;
import dev.narthex.expression.syntax.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What an expression speaks of, as far as its text tells.
///
/// @param roots `user`, `app` …
/// @param attributes members of `user`
/// @param functions by their full names
/// @param groupIds ids of groups that stand in it as texts
public record Mentions(Set<String> roots, Set<String> attributes, Set<String> functions, Set<String> groupIds) {

    /// Whether what it comes to depends on the groups that the person is in.
    public boolean groups() {
        return functions.stream().anyMatch(Functions::asksForGroups);
    }

    static Mentions of(Node tree) {
        var mentions = new Mentions(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        Deque<Node> waiting = new ArrayDeque<>(List.of(tree));
        while (!waiting.isEmpty()) {
            var node = waiting.pop();
            mentions.note(node);
            parts(node).forEach(waiting::push);
        }
        return mentions;
    }

    private void note(Node node) {
        switch (node) {
            case Node.Root(var name) -> roots.add(name);
            case Node.Member(Node.Root(var root), var name) when root.equals("user") -> attributes.add(name);
            case Node.Index(Node.Root(var root), Node.Literal(var name))
            when root.equals("user") && name instanceof String text -> attributes.add(text);
            case Node.Call(var function, var arguments) -> {
                functions.add(function.name());
                if (Functions.takesGroupIds(function.name())) arguments.forEach(this::noteGroup);
            }
            default -> {}
        }
    }

    private void noteGroup(Node argument) {
        if (argument instanceof Node.Literal(var value) && value instanceof String id) groupIds.add(id);
    }

    private static List<Node> parts(Node node) {
        return switch (node) {
            case Node.Literal _, Node.Root _, Node.Element _ -> List.of();
            case Node.Items(var items) -> items;
            case Node.Entries(var entries) ->
                entries.stream().map(Node.Entry::value).toList();
            case Node.Member(var of, var _) -> List.of(of);
            case Node.Index(var of, var at) -> List.of(of, at);
            case Node.Projection(var list, var each) -> List.of(list, each);
            case Node.Call(var _, var arguments) -> new ArrayList<>(arguments);
            case Node.Not(var operand) -> List.of(operand);
            case Node.Negative(var operand) -> List.of(operand);
            case Node.Binary(var _, var left, var right) -> List.of(left, right);
            case Node.Choice(var condition, var yes, var no) -> List.of(condition, yes, no);
            case Node.Elvis(var value, var otherwise) -> List.of(value, otherwise);
        };
    }
}
