package dev.narthex.password;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Argon2, of any type and version. The house's own is one of these.
record Argon2Hash(Recipe recipe, byte[] value) implements PasswordHash {

    enum Type {
        D("argon2d"),
        I("argon2i"),
        ID("argon2id");

        private final String id;

        Type(String id) {
            this.id = id;
        }

        static Optional<Type> parse(String id) {
            return List.of(values()).stream().filter(t -> t.id.equals(id)).findFirst();
        }
    }

    /// Everything that goes into a hash beside the password.
    ///
    /// @param version 16 or 19, as the encoded form writes 1.0 and 1.3
    record Recipe(Type type, int version, Argon2Cost cost, byte[] salt) {}

    static Argon2Hash of(Recipe recipe, byte[] password, int length) {
        return new Argon2Hash(recipe, Argon2Engine.fastest().derive(recipe, password, length));
    }

    static Optional<PasswordHash> read(Type type, Phc text, Findings findings) {
        findings.require("encoding", text.knows(Set.of("v", "m", "t", "p")), "has parameters that are not supported");
        // A text without a version is older than versions: 1.0.
        int version = text.has("v") ? findings.within("version", text.parameter("v"), 16, 19) : 16;
        findings.require("version", version == 16 || version == 19, "must be 16 or 19");
        int lanes = findings.within("parallelism", text.parameter("p"), 1, Argon2Cost.MAX_PARALLELISM);
        int passes = findings.within("iterations", text.parameter("t"), 1, Argon2Cost.MAX_ITERATIONS);
        int memory = findings.within("memory", text.parameter("m"), 8 * lanes, Argon2Cost.MAX_MEMORY_KIB);
        byte[] salt = findings.base64("salt", text.field(0), 8, 64);
        byte[] value = findings.base64("hash", text.field(1), 16, 128);
        findings.require("encoding", text.fields().size() == 2, "must end with salt and hash");
        return findings.unlessFlawed(
                () -> new Argon2Hash(new Recipe(type, version, new Argon2Cost(memory, passes, lanes), salt), value));
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(value, Argon2Engine.fastest().derive(recipe, password, value.length));
    }

    @Override
    public String encoded() {
        var cost = recipe.cost();
        return "$" + recipe.type().id + "$v=" + recipe.version() + "$m=" + cost.memoryKib() + ",t=" + cost.iterations()
                + ",p=" + cost.parallelism() + "$" + Phc.base64(recipe.salt()) + "$" + Phc.base64(value);
    }
}
