package dev.narthex.jose.dpop;

import dev.narthex.jose.Base64Url;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.VerifiedJwt;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A proof for one request, checked but for what needs a clock or a memory: its age, its nonce, and whether its id was
/// used before.
///
/// @param thumbprint of the key, as in `cnf.jkt` of tokens that are bound to it
/// @param tokenHash  of the access token that it came with
public record DpopProof(
        String thumbprint, String id, Instant issued, Optional<String> nonce, Optional<String> tokenHash) {
    private static final String TYPE = "dpop+jwt";
    private static final int LONGEST_ID = 256;

    /// Nothing if the text is no proof of this request. `uri` is without query and fragment.
    // RFC 9449 §4.3: typ, an asymmetric alg, a public jwk that signed it, jti, htm, htu and iat.
    public static Optional<DpopProof> read(String compact, String method, String uri, CryptoProvider crypto) {
        return VerifiedJwt.withItsOwnKey(compact, TYPE, crypto)
                .filter(held -> held.jwt().string("htm").equals(Optional.of(method)))
                .filter(held ->
                        held.jwt().string("htu").flatMap(DpopProof::place).equals(place(uri)))
                .flatMap(held -> of(held.jwt(), held.thumbprint()));
    }

    private static Optional<DpopProof> of(VerifiedJwt jwt, String thumbprint) {
        var id = jwt.string("jti").filter(text -> !text.isEmpty() && text.length() <= LONGEST_ID);
        if (id.isEmpty() || !(jwt.claims().get("iat") instanceof Number iat)) return Optional.empty();
        var issued = Instant.ofEpochSecond(Math.clamp(iat.longValue(), 0, Integer.MAX_VALUE * 4L));
        return Optional.of(new DpopProof(thumbprint, id.get(), issued, jwt.string("nonce"), jwt.string("ath")));
    }

    /// Scheme and host in lower case, without a usual port, a query or a fragment.
    private static Optional<String> place(String uri) {
        try {
            var parsed = URI.create(uri);
            if (parsed.getScheme() == null || parsed.getHost() == null) return Optional.empty();
            String scheme = parsed.getScheme().toLowerCase(Locale.ROOT);
            int usual = scheme.equals("https") ? 443 : 80;
            String port = parsed.getPort() < 0 || parsed.getPort() == usual ? "" : ":" + parsed.getPort();
            String path = parsed.getRawPath().isEmpty() ? "/" : parsed.getRawPath();
            return Optional.of(scheme + "://" + parsed.getHost().toLowerCase(Locale.ROOT) + port + path);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// What `ath` must be for an access token.
    public static String hashOf(String accessToken) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return Base64Url.encode(digest.digest(accessToken.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
