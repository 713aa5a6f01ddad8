package dev.narthex.expression.syntax;

import dev.narthex.expression.function.Builtin;
import dev.narthex.expression.function.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Reads the arguments of a call, and holds them to what the function takes.
final class CallParser {
    private final Tokens tokens;
    private final Supplier<Node> expression;

    CallParser(Tokens tokens, Supplier<Node> expression) {
        this.tokens = tokens;
        this.expression = expression;
    }

    /// The name, at `position`, has been read.
    Node read(String name, int position) {
        var function = Functions.named(name)
                .orElseThrow(() -> new Malformation(position, "there is no function '" + name + "'"));
        return name.equals(Functions.FILTERED_GROUPS)
                ? filteredGroups(function, position)
                : call(function, arguments(name), position);
    }

    private Node call(Builtin function, List<Node> arguments, int position) {
        if (!function.arity().takes(arguments.size())) {
            throw new Malformation(position, function.name() + " takes " + function.arity());
        }
        return new Node.Call(function, List.copyOf(arguments));
    }

    private List<Node> arguments(String name) {
        var arguments = new ArrayList<Node>();
        tokens.need("(");
        if (tokens.skip(")")) return arguments;
        do {
            var token = tokens.peek();
            var argument = expression.get();
            arguments.add(name.equals(Functions.REGEX_OF_GROUP) ? Patterns.compiled(argument, token) : argument);
        } while (tokens.skip(","));
        tokens.need(")");
        return arguments;
    }

    /// `getFilteredGroups(ids, 'what of each', limit)` is the groups, limited, and a projection of them.
    private Node filteredGroups(Builtin function, int position) {
        tokens.need("(");
        var ids = expression.get();
        tokens.need(",");
        var each = eachGroup();
        tokens.need(",");
        var limit = expression.get();
        tokens.need(")");
        return new Node.Projection(call(function, List.of(ids, limit), position), each);
    }

    private Node eachGroup() {
        var token = tokens.next();
        if (token.kind() != Token.Kind.TEXT) {
            throw new Malformation(token.position(), "the second argument is a text such as 'group.name'");
        }
        try {
            return Parser.parse(token.text(), Scope.GROUP);
        } catch (Malformation inner) {
            throw new Malformation(token.position() + 1 + inner.position(), inner.getMessage());
        }
    }
}
