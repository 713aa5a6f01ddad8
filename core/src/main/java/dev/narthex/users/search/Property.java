package dev.narthex.users.search;

import dev.narthex.users.schema.Attribute;

/// What of a user can be compared. `wireName` is: `status`, `lastUpdated`, `profile.department`.
public sealed interface Property {
    String wireName();

    record Id() implements Property {
        @Override
        public String wireName() {
            return "id";
        }
    }

    /// As others see it: locked out rather than active.
    record Status() implements Property {
        @Override
        public String wireName() {
            return "status";
        }
    }

    /// There is one type of users.
    record TypeId() implements Property {
        @Override
        public String wireName() {
            return "type.id";
        }
    }

    enum Time implements Property {
        CREATED("created"),
        ACTIVATED("activated"),
        STATUS_CHANGED("statusChanged"),
        LAST_UPDATED("lastUpdated"),
        /// Of groups alone.
        LAST_MEMBERSHIP_UPDATED("lastMembershipUpdated");

        private final String wire;

        Time(String wire) {
            this.wire = wire;
        }

        @Override
        public String wireName() {
            return wire;
        }
    }

    /// An attribute of the profile, of a simple type or an array of one.
    record Profile(String attribute, Attribute.Type type, boolean array) implements Property {
        @Override
        public String wireName() {
            return "profile." + attribute;
        }
    }
}
