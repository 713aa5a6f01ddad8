package dev.narthex.directory;

import dev.narthex.groups.Group;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.search.Condition.Operator;
import dev.narthex.users.search.Facts;
import dev.narthex.users.search.Language;
import dev.narthex.users.search.Property;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What searches of groups may be about.
record GroupLanguage() implements Language {

    @Override
    public Optional<Property> property(String name) {
        return switch (name) {
            case "id" -> Optional.of(new Property.Id());
            case "created" -> Optional.of(Property.Time.CREATED);
            case "lastUpdated" -> Optional.of(Property.Time.LAST_UPDATED);
            case "lastMembershipUpdated" -> Optional.of(Property.Time.LAST_MEMBERSHIP_UPDATED);
            case "type", "source.id", "profile.name", "profile.description" ->
                Optional.of(new Property.Profile(name.replace("profile.", ""), Attribute.Type.STRING, false));
            default -> Optional.empty();
        };
    }

    @Override
    public Set<Operator> operators(Property property) {
        return property instanceof Property.Profile
                ? EnumSet.allOf(Operator.class)
                : EnumSet.complementOf(EnumSet.of(Operator.CO, Operator.SW));
    }

    @Override
    public boolean knowsPresence() {
        return true;
    }

    static String type(Group group) {
        return group.builtIn() ? "BUILT_IN" : "OKTA_GROUP";
    }

    /// A group as conditions see it.
    record GroupFacts(Group group) implements Facts {
        @Override
        public String id() {
            return group.id();
        }

        @Override
        public String status() {
            return "";
        }

        @Override
        public Optional<Instant> time(Property.Time time) {
            return switch (time) {
                case CREATED -> Optional.of(group.created());
                case LAST_UPDATED -> Optional.of(group.lastUpdated());
                case LAST_MEMBERSHIP_UPDATED -> Optional.of(group.lastMembershipUpdated());
                case ACTIVATED, STATUS_CHANGED -> Optional.empty();
            };
        }

        @Override
        public Object attribute(String name) {
            return switch (name) {
                case "name" -> group.name();
                case "description" -> group.description().orElse(null);
                case "type" -> type(group);
                // No group comes from an app.
                default -> null;
            };
        }
    }
}
