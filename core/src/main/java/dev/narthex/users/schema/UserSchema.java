package dev.narthex.users.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// All attributes a profile may have, as the org has them now.
///
/// @param attributes by name, the base ones first
/// @param version the one to replace
public record UserSchema(SequencedMap<String, Attribute> attributes, long version, Instant lastUpdated) {
    public UserSchema {
        attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
    }

    /// What an org starts with.
    public static UserSchema initial(Instant created) {
        return new UserSchema(BaseAttributes.all(), 0, created);
    }

    public Optional<Attribute> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    public List<Attribute> base() {
        return attributes.values().stream().filter(Attribute::base).toList();
    }

    public List<Attribute> custom() {
        return attributes.values().stream().filter(it -> !it.base()).toList();
    }

    /// What is wrong with a whole profile, as `name: reason`; none if it will do. A value that is null is not there.
    public List<String> faults(Map<String, Object> profile) {
        var causes = new ArrayList<String>();
        profile.forEach((name, value) -> {
            var attribute = attributes.get(name);
            if (attribute == null) causes.add(name + ": is no property of the schema of users");
            else if (value != null) attribute.fault(value).ifPresent(reason -> causes.add(name + ": " + reason));
        });
        for (Attribute attribute : attributes.values()) {
            if (attribute.required() && isMissing(profile.get(attribute.name()))) {
                causes.add(attribute.name() + ": The field cannot be left blank");
            }
        }
        return List.copyOf(causes);
    }

    private static boolean isMissing(Object value) {
        return value == null || value instanceof String text && text.isBlank();
    }

    /// The next version, with these attributes in the place of, or beside, those of the same names.
    public UserSchema with(List<Attribute> changed, List<String> removed, Instant now) {
        var next = new LinkedHashMap<>(attributes);
        changed.forEach(attribute -> next.put(attribute.name(), attribute));
        removed.forEach(next::remove);
        return new UserSchema(next, version + 1, now);
    }
}
