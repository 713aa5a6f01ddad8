package dev.narthex.jose;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Writes tokens that our own signer would never write: any header, any claims, any signature.
final class ForgedTokens {
    private ForgedTokens() {}

    /// A token signed as a whole by this pair, with whatever header.
    static String signed(Map<String, Object> header, Map<String, Object> claims, SigningKeyPair pair) {
        return signed(text(header), text(claims), pair);
    }

    static String signed(String header, String claims, SigningKeyPair pair) {
        try {
            var input = encode(header) + "." + encode(claims);
            var signature = CryptoProvider.jdk().signature(pair.algorithm());
            signature.initSign(pair.privateKey());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64Url.encode(signature.sign());
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String withSignature(Map<String, Object> header, Map<String, Object> claims, byte[] signature) {
        return encode(text(header)) + "." + encode(text(claims)) + "." + Base64Url.encode(signature);
    }

    /// A copy with one thing changed.
    static Map<String, Object> with(Map<String, Object> good, Consumer<Map<String, Object>> change) {
        var copy = new LinkedHashMap<>(good);
        change.accept(copy);
        return copy;
    }

    private static String text(Map<String, Object> object) {
        return new String(JoseJson.write(object), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
