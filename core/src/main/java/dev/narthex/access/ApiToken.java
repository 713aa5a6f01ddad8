package dev.narthex.access;

import dev.narthex.crypt.SecretHash;
import java.time.Instant;

/// A token for the management API, known by its hash only.
public record ApiToken(String id, String name, SecretHash hash, Instant created) {}
