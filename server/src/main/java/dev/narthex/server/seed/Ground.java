package dev.narthex.server.seed;

import dev.narthex.crypt.Sealer;
import dev.narthex.id.Ids;
import dev.narthex.password.Passwords;
import dev.narthex.store.Storage;
import java.time.InstantSource;

/// What a seed is sown into, and what that takes. `clientSecrets` seals the secrets of apps.
public record Ground(Storage storage, Ids ids, InstantSource clock, Passwords passwords, Sealer clientSecrets) {}
