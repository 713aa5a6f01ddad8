package dev.narthex.token;

import dev.narthex.crypt.SecretHash;
import dev.narthex.oauth.CodeChallenge;
import java.time.Instant;
import java.util.Optional;

/// A code as it is kept: by its hash, with what whoever redeems it must repeat.
public record AuthorizationCode(SecretHash hash, Authorization authorization, Binding binding, Instant expires) {

    /// @param key the thumbprint of the key that whoever redeems the code must prove to have
    public record Binding(
            String redirectUri, Optional<CodeChallenge> challenge, Optional<String> nonce, Optional<String> key) {}
}
