package dev.narthex.server.seed;

import dev.narthex.server.seed.Seed.Credential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the users of a seed.
final class UserReader {
    private static final List<String> STATUSES =
            List.of("ACTIVE", "STAGED", "PROVISIONED", "SUSPENDED", "DEPROVISIONED");
    private static final List<String> ALGORITHMS = List.of("BCRYPT", "PBKDF2", "SHA-512", "SHA-256", "SHA-1", "MD5");

    Seed.User read(Entry entry) {
        String login = entry.needed("login", "what they sign in with");
        var credential = credential(entry);
        String usual = credential instanceof Credential.None ? "PROVISIONED" : "ACTIVE";
        return new Seed.User(
                login,
                profile(entry, login),
                credential,
                entry.texts("groups"),
                entry.oneOf("status", usual, STATUSES));
    }

    private static Map<String, Object> profile(Entry entry, String login) {
        var profile = new LinkedHashMap<String, Object>();
        profile.put("login", login);
        Optional<String> email = login.contains("@") ? Optional.of(login) : Optional.empty();
        entry.text("email").or(() -> email).ifPresent(value -> profile.put("email", value));
        entry.text("firstName").ifPresent(value -> profile.put("firstName", value));
        entry.text("lastName").ifPresent(value -> profile.put("lastName", value));
        entry.under("profile").ifPresent(more -> {
            var rest = more.typed();
            rest.keySet().stream()
                    .filter(profile::containsKey)
                    .forEach(key -> more.refuse(key, "is given beside 'profile' too"));
            profile.putAll(rest);
        });
        if (!profile.containsKey("email")) entry.needed("email", "the login is not an address");
        return profile;
    }

    private static Credential credential(Entry entry) {
        var password = entry.text("password");
        var hash = entry.under("passwordHash");
        if (password.isPresent() && hash.isPresent()) {
            entry.refuse("passwordHash", "is given, and password too: give one of them");
        }
        if (hash.isPresent()) return hash(hash.get());
        return password.<Credential>map(Credential.Password::new).orElseGet(Credential.None::new);
    }

    private static Credential hash(Entry entry) {
        var members = new LinkedHashMap<String, Object>();
        String algorithm = entry.oneOf("algorithm", "", ALGORITHMS);
        members.put("algorithm", algorithm);
        members.put("value", entry.needed("value", "the hash itself"));
        if (algorithm.isEmpty()) entry.needed("algorithm", "one of " + String.join(", ", ALGORITHMS));
        boolean salted = algorithm.equals("BCRYPT") || algorithm.equals("PBKDF2");
        (salted ? Optional.of(entry.needed("salt", "as the algorithm has it")) : entry.text("salt"))
                .ifPresent(salt -> members.put("salt", salt));
        switch (algorithm) {
            case "BCRYPT" -> number(entry, members, "workFactor", 1, 20);
            case "PBKDF2" -> {
                members.put(
                        "digestAlgorithm",
                        entry.oneOf("digestAlgorithm", "SHA256_HMAC", List.of("SHA256_HMAC", "SHA512_HMAC")));
                number(entry, members, "iterationCount", 4096, 100_000_000);
                number(entry, members, "keySize", 16, 128);
            }
            default -> members.put("saltOrder", entry.oneOf("saltOrder", "PREFIX", List.of("PREFIX", "POSTFIX")));
        }
        entry.end();
        return new Credential.Hash(members);
    }

    private static void number(Entry entry, Map<String, Object> members, String key, int least, int most) {
        if (entry.text(key).isEmpty()) entry.needed(key, "a number from " + least + " to " + most);
        entry.number(key, least, most).ifPresent(number -> members.put(key, number));
    }
}
