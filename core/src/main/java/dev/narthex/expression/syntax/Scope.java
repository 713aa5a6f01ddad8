package dev.narthex.expression.syntax;

import java.util.List;
import java.util.Optional;

/// What a name that stands alone means.
enum Scope {
    /// An expression as it is written.
    ROOTS,
    /// Between `.![` and `]`: a member of the element.
    ELEMENT,
    /// About each group: `group` is the element.
    GROUP;

    private static final List<String> NAMES = List.of("user", "appuser", "app", "org", "session", "access", "source");

    static boolean isRoot(String name) {
        return NAMES.contains(name);
    }

    Optional<Node> meaning(String name) {
        if (this == ELEMENT) return Optional.of(new Node.Member(new Node.Element(), name));
        if (this == GROUP && name.equals("group")) return Optional.of(new Node.Element());
        return NAMES.contains(name) ? Optional.of(new Node.Root(name)) : Optional.empty();
    }

    @Override
    public String toString() {
        return (this == GROUP ? "group, " : "") + String.join(", ", NAMES);
    }
}
