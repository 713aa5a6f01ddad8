package dev.narthex.jose;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A token as it came: well formed, and nothing else is known of it.
record UnverifiedJwt(Map<String, Object> header, Map<String, Object> claims, String signed, byte[] signature) {
    /// Reads the compact form; nothing if it is not that of a signed token.
    static Optional<UnverifiedJwt> read(String compact) {
        // RFC 7515 §7.1: header, payload and signature, each in base64url, with dots between.
        int first = compact.indexOf('.');
        int last = compact.lastIndexOf('.');
        if (first < 0 || first == last || compact.indexOf('.', first + 1) != last) return Optional.empty();
        var header = Base64Url.decode(compact.substring(0, first)).flatMap(JoseJson::read);
        var claims = Base64Url.decode(compact.substring(first + 1, last)).flatMap(JoseJson::read);
        var signature = Base64Url.decode(compact.substring(last + 1));
        if (header.isEmpty() || claims.isEmpty() || signature.isEmpty()) return Optional.empty();
        return Optional.of(new UnverifiedJwt(header.get(), claims.get(), compact.substring(0, last), signature.get()));
    }

    boolean isSignedBy(VerificationKey key, CryptoProvider crypto) {
        try {
            Signature check = crypto.signature(key.algorithm());
            check.initVerify(key.key());
            check.update(signed.getBytes(StandardCharsets.US_ASCII));
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            // A signature of the wrong length or with numbers out of range.
            return false;
        }
    }

    /// The texts of a claim that is one text or a list.
    static List<String> texts(Object claim) {
        return switch (claim) {
            case String text -> List.of(text);
            case List<?> list ->
                list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case null, default -> List.of();
        };
    }
}
