package dev.narthex.password;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A text with dollars, as the password hashing competition writes hashes: `$id$v=1$name=value,name=value$salt$hash`.
///
/// @param id what comes first
/// @param parameters the named values that follow
/// @param fields everything after those
record Phc(String id, Map<String, String> parameters, List<String> fields) {
    private static final int MAX_LENGTH = 2000;
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern PARAMETERS =
            Pattern.compile("[a-z0-9-]{1,32}=[A-Za-z0-9/+.-]{1,512}(,[a-z0-9-]{1,32}=[A-Za-z0-9/+.-]{1,512}){0,7}");

    static Optional<Phc> parse(String text) {
        if (text.length() > MAX_LENGTH || !text.startsWith("$")) return Optional.empty();
        var parts = new ArrayList<>(Arrays.asList(text.substring(1).split("\\$", -1)));
        String id = parts.removeFirst();
        if (!ID.matcher(id).matches()) return Optional.empty();
        var parameters = new HashMap<String, String>();
        while (!parts.isEmpty() && PARAMETERS.matcher(parts.getFirst()).matches()) {
            for (String pair : parts.removeFirst().split(",")) {
                int equals = pair.indexOf('=');
                if (parameters.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Phc(id, Map.copyOf(parameters), List.copyOf(parts)));
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    /// Whether there is no parameter but those named.
    boolean knows(Set<String> names) {
        return names.containsAll(parameters.keySet());
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    String field(int index) {
        return index < fields.size() ? fields.get(index) : "";
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Phc[" + id + "]";
    }
}
