package dev.narthex.users.schema;

import dev.narthex.users.Login;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

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

    /// Those whose values no two people share.
    public Set<String> unique() {
        return attributes.values().stream()
                .filter(Attribute::unique)
                .map(Attribute::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What is wrong with a newcomer's profile, as `name: reason`; none if it will do. A value that is null is not
    /// there.
    public List<String> faults(Map<String, Object> profile) {
        return faults(Map.of(), profile);
    }

    /// What is wrong with a profile that was changed. A value that stays is nobody's fault who changed another, though
    /// the schema has become stricter since.
    public List<String> faults(Map<String, Object> before, Map<String, Object> after) {
        var causes = new ArrayList<String>();
        after.forEach((name, value) -> {
            var attribute = attributes.get(name);
            boolean stays = value != null && value.equals(before.get(name));
            if (attribute == null) causes.add(name + ": is no property of the schema of users");
            else if (value != null && !stays) {
                attribute.fault(value).ifPresent(reason -> causes.add(name + ": " + reason));
            }
        });
        for (Attribute attribute : attributes.values()) {
            if (attribute.required() && isMissing(after.get(attribute.name()))) {
                causes.add(attribute.name() + ": The field cannot be left blank");
            }
        }
        return List.copyOf(causes);
    }

    /// Which of the given attributes are not a person's own to change: hidden ones, whatever they hold, and those that
    /// can only be read, if they would hold something else. What the schema does not know is not looked at.
    public List<String> notTheirs(Map<String, Object> before, Map<String, Object> given) {
        return given.keySet().stream()
                .filter(name -> attribute(name)
                        .filter(it -> switch (it.self()) {
                            case HIDE -> true;
                            case READ_ONLY -> !Objects.equals(given.get(name), before.get(name));
                            case READ_WRITE -> false;
                        })
                        .isPresent())
                .toList();
    }

    /// Of a profile what its person may see.
    public Map<String, Object> shownToSelf(Map<String, Object> profile) {
        var shown = known(profile);
        shown.keySet().removeIf(name -> attributes.get(name).self() == Attribute.Permission.HIDE);
        return shown;
    }

    /// The profile with what the org gives those who bring nothing of an attribute.
    public Map<String, Object> completed(Map<String, Object> profile) {
        var completed = new LinkedHashMap<>(profile);
        for (Attribute attribute : custom()) {
            attribute
                    .standard()
                    .filter(_ -> completed.get(attribute.name()) == null)
                    .ifPresent(value -> completed.put(attribute.name(), value));
        }
        return completed;
    }

    /// Of a profile what the schema knows: an attribute that was removed is no longer there, though its values lie
    /// about for a moment.
    public Map<String, Object> known(Map<String, Object> profile) {
        var known = new LinkedHashMap<>(profile);
        known.keySet().retainAll(attributes.keySet());
        return known;
    }

    private static boolean isMissing(Object value) {
        // Marks alone are nothing that a name or a login could be told by.
        return value == null
                || value instanceof String text && Login.of(text).normalised().isEmpty();
    }

    /// The next version, with these attributes in the place of, or beside, those of the same names.
    public UserSchema with(List<Attribute> changed, List<String> removed, Instant now) {
        var next = new LinkedHashMap<>(attributes);
        changed.forEach(attribute -> next.put(attribute.name(), attribute));
        removed.forEach(next::remove);
        return new UserSchema(next, version + 1, now);
    }
}
