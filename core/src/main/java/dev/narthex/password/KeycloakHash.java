package dev.narthex.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A password credential of a Keycloak export: two JSON texts, what is known of the hash and the hash itself.
final class KeycloakHash {
    private final Map<String, Object> data;
    private final Map<String, Object> secret;
    private final Findings findings;

    private KeycloakHash(Map<String, Object> data, Map<String, Object> secret, Findings findings) {
        this.data = data;
        this.secret = secret;
        this.findings = findings;
    }

    static Optional<PasswordHash> read(String credentialData, String secretData, Findings findings) {
        var data = object("credentialData", credentialData, findings);
        var secret = object("secretData", secretData, findings);
        return data.isEmpty() || secret.isEmpty()
                ? Optional.empty()
                : new KeycloakHash(data.get(), secret.get(), findings).read();
    }

    private static Optional<Map<String, Object>> object(String member, String json, Findings findings) {
        try {
            return Optional.of(Json.readObject(json.getBytes(UTF_8)));
        } catch (BadRequest _) {
            return findings.refuse(member, "must be a JSON object");
        }
    }

    private Optional<PasswordHash> read() {
        return switch (text(data, "algorithm")) {
            case "pbkdf2" -> pbkdf2(Digest.SHA1);
            case "pbkdf2-sha256" -> pbkdf2(Digest.SHA256);
            case "pbkdf2-sha512" -> pbkdf2(Digest.SHA512);
            case "argon2" -> argon2();
            default -> findings.refuse("algorithm", "must be pbkdf2, pbkdf2-sha256, pbkdf2-sha512 or argon2");
        };
    }

    private Optional<PasswordHash> pbkdf2(Digest digest) {
        int iterations = iterations(Pbkdf2Hash.MAX_ITERATIONS);
        byte[] salt = findings.base64("salt", text(secret, "salt"), 1, Pbkdf2Hash.MAX_SALT);
        byte[] value = findings.base64("value", text(secret, "value"), Pbkdf2Hash.MIN_KEY, Pbkdf2Hash.MAX_KEY);
        return findings.unlessFlawed(() -> new Pbkdf2Hash(digest, iterations, salt, value));
    }

    private Optional<PasswordHash> argon2() {
        var type = Argon2Hash.Type.parse("argon2" + parameter("type"));
        findings.require("type", type.isPresent(), "must be id, i or d");
        boolean older = parameter("version").equals("1.0");
        findings.require("version", older || parameter("version").equals("1.3"), "must be 1.0 or 1.3");
        int lanes = findings.within("parallelism", parameter("parallelism"), 1, Argon2Cost.MAX_PARALLELISM);
        int memory = findings.within("memory", parameter("memory"), 8 * lanes, Argon2Cost.MAX_MEMORY_KIB);
        int passes = iterations(Argon2Cost.MAX_ITERATIONS);
        byte[] salt = findings.base64("salt", text(secret, "salt"), 8, 64);
        byte[] value = findings.base64("value", text(secret, "value"), 16, 128);
        return findings.unlessFlawed(() -> {
            var cost = new Argon2Cost(memory, passes, lanes);
            return new Argon2Hash(new Argon2Hash.Recipe(type.orElseThrow(), older ? 16 : 19, cost, salt), value);
        });
    }

    private int iterations(int most) {
        return findings.within("hashIterations", String.valueOf(data.get("hashIterations")), 1, most);
    }

    private static String text(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text ? text : "";
    }

    /// Keycloak writes each additional parameter as a list of one text.
    private String parameter(String name) {
        return data.get("additionalParameters") instanceof Map<?, ?> parameters
                        && parameters.get(name) instanceof List<?> values
                        && values.size() == 1
                        && values.getFirst() instanceof String text
                ? text
                : "";
    }
}
