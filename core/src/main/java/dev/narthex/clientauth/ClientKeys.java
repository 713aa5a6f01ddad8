package dev.narthex.clientauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.narthex.apps.App;
import dev.narthex.apps.KeySetAddress;
import dev.narthex.http.client.Answer;
import dev.narthex.http.client.Call;
import dev.narthex.jose.JwkSet;
import dev.narthex.jose.KeySource;
import dev.narthex.jose.LocalKeys;
import dev.narthex.jose.RemoteKeys;
import dev.narthex.outbound.Outbound;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;

/// The public keys of clients: those that are registered, or those at the client's `jwks_uri`.
///
/// What was fetched serves on while the address does not answer, for a day; a name that is not in it makes us look
/// again, at most once in ten seconds.
public final class ClientKeys {
    private static final int CACHED = 1_000;
    private static final int MOST_BYTES = 64 * 1024;

    private final Outbound outbound;
    private final InstantSource clock;

    /// By client and address: who changes the address begins anew.
    private final Cache<Place, KeySource> fetched =
            Caffeine.newBuilder().maximumSize(CACHED).build();

    private record Place(String clientId, URI uri) {}

    public ClientKeys(Outbound outbound, InstantSource clock) {
        this.outbound = outbound;
        this.clock = clock;
    }

    public KeySource of(App app) {
        return KeySetAddress.of(app.settings())
                .map(address -> fetched.get(new Place(app.clientId(), address.uri()), this::remote))
                .orElseGet(() -> LocalKeys.of(
                        new JwkSet(app.settings().oauth().authentication().keys())));
    }

    private KeySource remote(Place place) {
        return RemoteKeys.from(() -> fetch(place), clock);
    }

    private byte[] fetch(Place place) throws IOException {
        var call = Call.get(place.uri()).with("Accept", "application/json").atMost(MOST_BYTES);
        return switch (outbound.send(call)) {
            case Answer.Answered answered when answered.status() == 200 -> answered.body();
            case Answer.Answered(var status, var _, var _) -> throw failed(place, "it answered " + status);
            case Answer.Refused(var reason) -> throw failed(place, reason);
            case Answer.Failed(var cause, var _) -> throw failed(place, cause.name());
        };
    }

    private static IOException failed(Place place, String why) {
        return new IOException("jwks_uri of client " + place.clientId() + ": " + why);
    }
}
