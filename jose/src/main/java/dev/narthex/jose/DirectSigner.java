package dev.narthex.jose;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes a token with no library between the claims and the signature: the header is made once, the rest is bytes.
///
/// RSA takes nearly all of the time there is; what is done here beside it must stay a few microseconds.
final class DirectSigner implements Signer {
    private final String kid;
    private final SigningKeyPair pair;
    private final CryptoProvider crypto;
    /// The header in base64url, and the dot.
    private final byte[] header;

    /// The key as the provider likes it. Made by the first signature, for only then must the provider have loaded;
    /// two threads may both make it, which does no harm.
    private volatile PrivateKey key;

    DirectSigner(String kid, SigningKeyPair pair, CryptoProvider crypto) {
        this.kid = kid;
        this.pair = pair;
        this.crypto = crypto;
        this.header = header(null);
    }

    @Override
    public SignedJwt sign(Map<String, Object> claims) {
        return sign(header, claims);
    }

    @Override
    public SignedJwt sign(Map<String, Object> claims, String typ) {
        return sign(header(typ), claims);
    }

    @Override
    public String leftHalfHash(String text) {
        return TokenHash.leftHalf(pair.algorithm(), text);
    }

    @Override
    public SigningAlgorithm algorithm() {
        return pair.algorithm();
    }

    @Override
    public String keyId() {
        return kid;
    }

    private byte[] header(String typ) {
        var members = new LinkedHashMap<String, Object>();
        members.put("kid", kid);
        members.put("alg", pair.algorithm().jwsName());
        if (typ != null) members.put("typ", typ);
        return (Base64Url.encode(JoseJson.write(members)) + ".").getBytes(StandardCharsets.US_ASCII);
    }

    private SignedJwt sign(byte[] head, Map<String, Object> claims) {
        byte[] payload = Base64Url.encodeToBytes(JoseJson.write(claims));
        byte[] signature = Base64Url.encodeToBytes(signature(head, payload));
        byte[] token = new byte[head.length + payload.length + 1 + signature.length];
        System.arraycopy(head, 0, token, 0, head.length);
        System.arraycopy(payload, 0, token, head.length, payload.length);
        token[head.length + payload.length] = '.';
        System.arraycopy(signature, 0, token, token.length - signature.length, signature.length);
        return new SignedJwt(new String(token, StandardCharsets.ISO_8859_1));
    }

    private byte[] signature(byte[] head, byte[] payload) {
        try {
            Signature signature = crypto.signature(pair.algorithm());
            signature.initSign(key());
            signature.update(head);
            signature.update(payload);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with " + pair, e);
        }
    }

    private PrivateKey key() throws GeneralSecurityException {
        var ready = key;
        if (ready == null) {
            ready = crypto.own(pair.algorithm(), pair.privateKey());
            key = ready;
        }
        return ready;
    }
}
