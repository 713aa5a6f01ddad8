package dev.narthex.keys;

import dev.narthex.jose.JwkSet;
import dev.narthex.jose.KeySource;
import dev.narthex.jose.Signer;

/// The keys of one server, ready for use: the signer of now, what is published, and what verifies our own tokens.
public record ServerKeys(Signer signer, JwkSet published, KeySource verifying) {}
