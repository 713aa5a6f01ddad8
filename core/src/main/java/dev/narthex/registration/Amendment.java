package dev.narthex.registration;

import dev.narthex.mail.MailAddress;
import dev.narthex.users.schema.UserSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the org's registration hook changes of a profile. It is another system's word, and judged as whatever comes
/// from
/// outside: attributes of the schema, with values that it allows, and nothing beside the profile.
///
/// @param changes null for what is to go
record Amendment(Map<String, Object> changes) {

    /// Why it can't be followed, if it can't: for the log.
    Optional<String> fault(Enrollment policy, UserSchema schema) {
        return changes.entrySet().stream()
                .flatMap(change -> fault(change.getKey(), change.getValue(), policy, schema).stream()
                        .map(reason -> change.getKey() + ": " + reason))
                .findFirst();
    }

    private static Optional<String> fault(String name, Object value, Enrollment policy, UserSchema schema) {
        var attribute = schema.attribute(name);
        if (attribute.isEmpty()) return Optional.of("is no property of the schema of users");
        boolean named = name.equals("login") || name.equals(Enrollment.EMAIL);
        if (value == null) return named ? Optional.of("can't be taken away") : Optional.empty();
        var fault = attribute.get().fault(value);
        if (fault.isPresent() || !name.equals(Enrollment.EMAIL)) return fault;
        boolean admitted = MailAddress.parse(value.toString())
                .filter(address -> policy.admits(address.host()))
                .isPresent();
        return admitted ? Optional.empty() : Optional.of("is not an address that may register");
    }

    Map<String, Object> of(Map<String, Object> profile) {
        var amended = new LinkedHashMap<>(profile);
        amended.putAll(changes);
        amended.values().removeIf(value -> value == null);
        return amended;
    }
}
