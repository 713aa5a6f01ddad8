package dev.narthex.password;

import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Version;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.slf4j.LoggerFactory;

/// Computes Argon2: by the native library where it loads, by Bouncy Castle otherwise. Both give the same bytes.
sealed interface Argon2Engine {

    byte[] derive(Argon2Hash.Recipe recipe, byte[] password, int length);

    /// The faster of the two that works here. Loading the library takes some 100 ms, once.
    static Argon2Engine fastest() {
        return Chosen.ENGINE;
    }

    /// Tries the library with a small hash, for a library that loads need not work.
    private static Argon2Engine choose() {
        try {
            var engine = new Native();
            var recipe = new Argon2Hash.Recipe(Argon2Hash.Type.ID, 19, new Argon2Cost(8, 1, 1), new byte[16]);
            engine.derive(recipe, new byte[8], 32);
            return engine;
        } catch (LinkageError | RuntimeException why) {
            LoggerFactory.getLogger(Argon2Engine.class)
                    .warn("The native Argon2 library does not load; hashing in Java is a third slower", why);
            return new Java();
        }
    }

    /// Holds the choice, made when it is first needed.
    final class Chosen {
        private static final Argon2Engine ENGINE = choose();

        private Chosen() {}
    }

    record Native() implements Argon2Engine {
        @Override
        public byte[] derive(Argon2Hash.Recipe recipe, byte[] password, int length) {
            var cost = recipe.cost();
            var version = recipe.version() == 16 ? Argon2Version.V10 : Argon2Version.V13;
            return argon2(recipe.type())
                    .rawHashAdvanced(
                            cost.iterations(),
                            cost.memoryKib(),
                            cost.parallelism(),
                            password,
                            recipe.salt(),
                            null,
                            null,
                            length,
                            version);
        }

        private static Argon2Advanced argon2(Argon2Hash.Type type) {
            return Argon2Factory.createAdvanced(
                    switch (type) {
                        case D -> Argon2Factory.Argon2Types.ARGON2d;
                        case I -> Argon2Factory.Argon2Types.ARGON2i;
                        case ID -> Argon2Factory.Argon2Types.ARGON2id;
                    });
        }
    }

    record Java() implements Argon2Engine {
        @Override
        public byte[] derive(Argon2Hash.Recipe recipe, byte[] password, int length) {
            var generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(type(recipe.type()))
                    .withVersion(recipe.version())
                    .withMemoryAsKB(recipe.cost().memoryKib())
                    .withIterations(recipe.cost().iterations())
                    .withParallelism(recipe.cost().parallelism())
                    .withSalt(recipe.salt())
                    .build());
            var hash = new byte[length];
            generator.generateBytes(password, hash);
            return hash;
        }

        private static int type(Argon2Hash.Type type) {
            return switch (type) {
                case D -> Argon2Parameters.ARGON2_d;
                case I -> Argon2Parameters.ARGON2_i;
                case ID -> Argon2Parameters.ARGON2_id;
            };
        }
    }
}
