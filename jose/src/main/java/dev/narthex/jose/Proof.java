package dev.narthex.jose;

import dev.narthex.jose.Verification.Reason;
import dev.narthex.jose.Verification.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How a token is known to be from whom it says.
sealed interface Proof {
    boolean knows(String alg);

    Verification check(UnverifiedJwt jwt);

    /// A signature by a private key, checked with the public one that the token names.
    record ByKey(KeySource keys, CryptoProvider crypto) implements Proof {
        private static final int MAX_KID_LENGTH = 256;

        @Override
        public boolean knows(String alg) {
            return SigningAlgorithm.named(alg).isPresent();
        }

        @Override
        public Verification check(UnverifiedJwt jwt) {
            // RFC 7515 §4.1.4: kid is a hint and may be missing; then there must be no choice.
            if (!jwt.header().containsKey("kid")) return check(jwt, keys::findOnly, "");
            if (!(jwt.header().get("kid") instanceof String kid) || kid.length() > MAX_KID_LENGTH) {
                return new Refused(Reason.UNKNOWN_KEY, "the header names no key in kid");
            }
            return check(jwt, _ -> keys.find(kid), kid);
        }

        private Verification check(
                UnverifiedJwt jwt, Function<SigningAlgorithm, Optional<VerificationKey>> keys, String kid) {
            try {
                return SigningAlgorithm.named((String) jwt.header().get("alg"))
                        .flatMap(keys)
                        .map(key -> check(jwt, key))
                        .orElseGet(() -> new Refused(Reason.UNKNOWN_KEY, unknown(kid)));
            } catch (KeySource.KeysUnavailable e) {
                return new Refused(Reason.KEYS_UNAVAILABLE, Verifier.printable(e.getMessage()));
            }
        }

        private static String unknown(String kid) {
            return kid.isEmpty()
                    ? "the header names no key in kid, and there is not exactly one"
                    : "the issuer has no key " + Verifier.printable(kid);
        }

        private Verification check(UnverifiedJwt jwt, VerificationKey key) {
            // RFC 8725 §3.1: a key serves one algorithm, whatever the token says.
            if (!key.algorithm().jwsName().equals(jwt.header().get("alg"))) {
                return new Refused(
                        Reason.ALGORITHM_KEY_MISMATCH,
                        "the key is for " + key.algorithm().jwsName());
            }
            return VerifiedJwt.check(jwt, key, crypto)
                    .<Verification>map(Verification.Valid::new)
                    .orElseGet(() -> new Refused(Reason.BAD_SIGNATURE, "the signature does not belong to this token"));
        }
    }

    /// A MAC with a secret that both sides know. Any of the secrets will do, so that one can be replaced without a gap.
    record BySecret(List<byte[]> secrets) implements Proof {
        private static final Map<String, String> MACS =
                Map.of("HS256", "HmacSHA256", "HS384", "HmacSHA384", "HS512", "HmacSHA512");

        /// Who can guess a secret can try his guesses on a token at home.
        private static final int SHORTEST = 32;

        public BySecret {
            secrets =
                    secrets.stream().filter(secret -> secret.length >= SHORTEST).toList();
        }

        @Override
        public boolean knows(String alg) {
            return MACS.containsKey(alg);
        }

        @Override
        public Verification check(UnverifiedJwt jwt) {
            String mac = MACS.get((String) jwt.header().get("alg"));
            return secrets.stream().anyMatch(secret -> MessageDigest.isEqual(of(mac, secret, jwt), jwt.signature()))
                    ? new Verification.Valid(VerifiedJwt.byMac(jwt))
                    : new Refused(Reason.BAD_SIGNATURE, "the signature does not belong to this token");
        }

        private static byte[] of(String name, byte[] secret, UnverifiedJwt jwt) {
            try {
                var mac = Mac.getInstance(name);
                mac.init(new SecretKeySpec(secret, name));
                return mac.doFinal(jwt.signed().getBytes(StandardCharsets.US_ASCII));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public String toString() {
            return "BySecret[" + secrets.size() + "]";
        }
    }
}
