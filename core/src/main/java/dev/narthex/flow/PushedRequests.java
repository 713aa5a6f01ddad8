package dev.narthex.flow;

import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.SecretHash;
import dev.narthex.flow.PausedRequest.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

/// Requests that apps push before they send a browser for the answer: each is sealed into the `request_uri` that
/// stands for it, so pushing writes nothing. It is good for a few minutes, and may be granted once.
public final class PushedRequests {
    // RFC 9126 §2.2: between 5 and 600 seconds.
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    // RFC 9126 §2.2: a URN, and what follows nobody can guess.
    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

    private final Sealer sealer;
    private final InstantSource clock;

    public PushedRequests(Sealer sealer, InstantSource clock) {
        this.sealer = sealer;
        this.clock = clock;
    }

    /// The `request_uri` of a request that begins now.
    public String push(PausedRequest request) {
        return PREFIX + sealer.sealText(RequestText.write(request));
    }

    /// The request, with a ticket for its one use. Empty for what is not ours or too old.
    public Optional<PausedRequest> open(String requestUri) {
        if (!requestUri.startsWith(PREFIX)) return Optional.empty();
        return sealer.openText(requestUri.substring(PREFIX.length()))
                .map(RequestText::read)
                .filter(request -> end(request).isAfter(clock.instant()))
                .map(request -> ticketed(request, requestUri));
    }

    private static PausedRequest ticketed(PausedRequest request, String requestUri) {
        var tickets = new ArrayList<>(request.tickets());
        tickets.add(new Ticket("pushed " + SecretHash.of(requestUri).hex(), end(request)));
        return request.with(tickets);
    }

    private static Instant end(PausedRequest request) {
        return request.begun().plus(LIFETIME);
    }
}
