package dev.narthex.users.search;

import dev.narthex.users.search.Condition.Operator;
import java.util.Optional;
import java.util.Set;

/// What expressions may be about: users or groups.
public interface Language {

    Optional<Property> property(String name);

    /// Those by which the property can be compared.
    Set<Operator> operators(Property property);

    /// Whether `pr` is a word.
    boolean knowsPresence();
}
