package dev.narthex.users.search;

import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import dev.narthex.users.search.Condition.Operator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Which properties and operators an expression may have: those of `search`, or the fewer ones of `filter`.
///
/// @param whole whether it is `search`
public record SearchLanguage(UserSchema schema, boolean whole) implements Language {
    private static final Set<String> FILTERED = Set.of("login", "email", "firstName", "lastName");

    @Override
    public Optional<Property> property(String name) {
        return switch (name) {
            case "id" -> Optional.of(new Property.Id());
            case "status" -> Optional.of(new Property.Status());
            case "lastUpdated" -> Optional.of(Property.Time.LAST_UPDATED);
            case "created" -> time(Property.Time.CREATED);
            case "activated" -> time(Property.Time.ACTIVATED);
            case "statusChanged" -> time(Property.Time.STATUS_CHANGED);
            case "type.id" -> whole ? Optional.of(new Property.TypeId()) : Optional.empty();
            default -> name.startsWith("profile.") ? profile(name.substring(8)) : Optional.empty();
        };
    }

    @Override
    public boolean knowsPresence() {
        return whole;
    }

    private Optional<Property> time(Property.Time time) {
        return whole ? Optional.of(time) : Optional.empty();
    }

    private Optional<Property> profile(String name) {
        if (!whole && !FILTERED.contains(name)) return Optional.empty();
        return schema.attribute(name)
                .map(it -> new Property.Profile(name, it.elements(), it.type() == Attribute.Type.ARRAY));
    }

    /// The property that a list is sorted by: one that a user has once.
    public Optional<Property> sortable(String name) {
        return property(name)
                .filter(it -> !(it instanceof Property.TypeId))
                .filter(it -> !(it instanceof Property.Profile profile && profile.array()));
    }

    @Override
    public Set<Operator> operators(Property property) {
        Set<Operator> ordered = EnumSet.of(Operator.EQ, Operator.GT, Operator.GE, Operator.LT, Operator.LE);
        if (property instanceof Property.Time) return ordered;
        if (!whole) return EnumSet.of(Operator.EQ);
        return switch (property) {
            case Property.Status() -> ordered;
            case Property.TypeId() -> EnumSet.of(Operator.EQ);
            case Property.Profile profile ->
                switch (profile.type()) {
                    case STRING -> EnumSet.allOf(Operator.class);
                    case NUMBER, INTEGER -> ordered;
                    case BOOLEAN, ARRAY -> EnumSet.of(Operator.EQ);
                };
            default -> EnumSet.complementOf(EnumSet.of(Operator.CO));
        };
    }
}
