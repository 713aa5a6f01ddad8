package dev.narthex.device;

import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.SecretHash;
import java.util.Optional;

/// Carries from one page to the next which device a person's code was of, sealed for the browser in which it was typed:
/// a link to the second page is worthless elsewhere, so nobody is led past the first.
public final class Activations {
    private static final String SEPARATOR = " ";

    private final Sealer sealer;

    public Activations(Sealer sealer) {
        this.sealer = sealer;
    }

    String seal(String id, String browserToken) {
        return sealer.sealText(id + SEPARATOR + SecretHash.of(browserToken).hex());
    }

    /// The id of the device's authorization, if it was this browser in which its code was typed.
    Optional<String> open(String key, String browserToken) {
        return sealer.openText(key)
                .map(text -> text.split(SEPARATOR))
                .filter(parts -> parts[1].equals(SecretHash.of(browserToken).hex()))
                .map(parts -> parts[0]);
    }
}
