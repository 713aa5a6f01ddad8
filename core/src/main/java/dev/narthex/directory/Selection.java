package dev.narthex.directory;

import dev.narthex.http.BadRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which members of users a caller wants to see, as `fields=id,status,profile:(firstName,lastName)` says it. The id is
/// always among them.
///
/// @param members all where nothing was asked
/// @param attributes of the profile; all of it where none are named
record Selection(Optional<Set<String>> members, Optional<Set<String>> attributes) {
    private static final Pattern PROFILE = Pattern.compile("\\bprofile\\s*:\\s*\\(([^()]*)\\)");

    /// @throws BadRequest if it can't be read
    static Selection of(Optional<String> fields) {
        return fields.map(Selection::read).orElseGet(() -> new Selection(Optional.empty(), Optional.empty()));
    }

    private static Selection read(String text) {
        var profile = PROFILE.matcher(text);
        boolean some = profile.find();
        String rest = some ? profile.replaceFirst("profile") : text;
        if (rest.contains("(") || rest.contains(":")) {
            throw new BadRequest(400, "The fields are written as id,status,profile:(firstName,lastName).");
        }
        return new Selection(Optional.of(names(rest)), some ? Optional.of(names(profile.group(1))) : Optional.empty());
    }

    private static Set<String> names(String text) {
        return Stream.of(text.split(",")).map(String::strip).collect(Collectors.toSet());
    }

    Map<String, Object> among(Map<String, Object> user) {
        if (members.isEmpty()) return user;
        var selected = new LinkedHashMap<String, Object>();
        user.forEach((name, value) -> {
            if (name.equals("id") || members.get().contains(name)) selected.put(name, value);
        });
        selected.computeIfPresent("profile", (_, profile) -> attributes(profile));
        return selected;
    }

    private Object attributes(Object profile) {
        if (attributes.isEmpty()) return profile;
        var selected = new LinkedHashMap<Object, Object>((Map<?, ?>) profile);
        selected.keySet().retainAll(attributes.get());
        return selected;
    }
}
