package dev.narthex.clients;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.ClientSecret;
import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.SecretHash;
import dev.narthex.crypt.Secrets;
import dev.narthex.id.Ids;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Makes the secrets of clients, and reads them to administrators.
public final class ClientSecrets {
    private final Sealer sealer;
    private final Secrets random;
    private final Ids ids;
    private final InstantSource clock;

    /// @param sealer with the purpose that all secrets of clients are sealed for
    public ClientSecrets(Sealer sealer, Secrets random, Ids ids, InstantSource clock) {
        this.sealer = sealer;
        this.random = random;
        this.ids = ids;
        this.clock = clock;
    }

    ClientSecret make() {
        return keep(random.next(), true);
    }

    /// A secret that somebody else chose.
    ClientSecret keep(String text, boolean active) {
        var now = clock.instant();
        byte[] sealed = sealer.seal(text.getBytes(StandardCharsets.UTF_8));
        return new ClientSecret(ids.next("ocs"), SecretHash.of(text), sealed, active, now, now);
    }

    /// The secret itself; none if it was sealed with another master key.
    Optional<String> text(ClientSecret secret) {
        return sealer.open(secret.sealed()).map(text -> new String(text, StandardCharsets.UTF_8));
    }

    /// The newest secret that an app can use.
    public Optional<String> current(AppSettings settings) {
        return settings.authentication().secrets().reversed().stream()
                .filter(ClientSecret::active)
                .findFirst()
                .flatMap(this::text);
    }

    /// The settings with a secret where the client's method needs one: the chosen one if there is, else those it has,
    /// else a new one.
    AppSettings complete(AppSettings settings, Optional<String> chosen) {
        var authentication = settings.authentication();
        if (!authentication.bySecret()) return settings;
        if (chosen.isPresent() && !isCurrent(settings, chosen.get())) {
            return settings.with(authentication.withSecrets(List.of(keep(chosen.get(), true))));
        }
        return authentication.secrets().isEmpty()
                ? settings.with(authentication.withSecrets(List.of(make())))
                : settings;
    }

    private static boolean isCurrent(AppSettings settings, String text) {
        var hash = SecretHash.of(text);
        return settings.authentication().secrets().stream()
                .anyMatch(secret -> secret.active() && secret.hash().equals(hash));
    }
}
