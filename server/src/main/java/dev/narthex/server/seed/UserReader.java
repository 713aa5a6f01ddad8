package dev.narthex.server.seed;

import dev.narthex.password.ImportedHash;
import dev.narthex.password.Passwords;
import dev.narthex.roles.Role;
import dev.narthex.server.seed.Seed.Credential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the users of a seed.
final class UserReader {
    private static final List<String> STATUSES =
            List.of("ACTIVE", "STAGED", "PROVISIONED", "SUSPENDED", "DEPROVISIONED");

    Seed.User read(Entry entry) {
        String login = entry.needed("login", "what they sign in with");
        var credential = credential(entry);
        String usual = credential instanceof Credential.None ? "PROVISIONED" : "ACTIVE";
        return new Seed.User(
                login,
                profile(entry, login),
                credential,
                entry.texts("groups"),
                entry.oneOf("status", usual, STATUSES),
                roles(entry));
    }

    private static List<String> roles(Entry entry) {
        var named = entry.texts("roles");
        named.stream()
                .filter(name -> Role.named(name).isEmpty())
                .forEach(name -> entry.refuse("roles", "holds '" + name + "': there are " + Role.NAMES));
        return named;
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
        boolean hashed = entry.has("passwordHash");
        if (password.isPresent() && hashed) {
            entry.refuse("passwordHash", "is given, and password too: give one of them");
        }
        if (password.filter(text -> !Passwords.mayHash(text)).isPresent()) {
            entry.refuse("password", "cannot be a password: give 1 to 1024 bytes, none of them zero");
        }
        if (hashed) return hash(entry);
        return password.<Credential>map(Credential.Password::new).orElseGet(Credential.None::new);
    }

    /// A text that says itself what it is, or the members of the users API.
    private static Credential hash(Entry entry) {
        var imported = entry.isMapping("passwordHash")
                ? entry.under("passwordHash").map(Entry::typed).map(ImportedHash::ofMembers)
                : entry.text("passwordHash").map(ImportedHash::ofText);
        if (imported.isEmpty()) return new Credential.None();
        return switch (imported.get()) {
            case ImportedHash.Accepted(var stored) -> new Credential.Hash(stored);
            case ImportedHash.Refused(var problems) -> {
                problems.forEach(problem -> entry.refuse("passwordHash", problem.member() + " " + problem.reason()));
                yield new Credential.None();
            }
        };
    }
}
