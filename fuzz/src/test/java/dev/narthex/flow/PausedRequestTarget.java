package dev.narthex.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.narthex.crypt.MasterKey;
import dev.narthex.crypt.Sealer;
import dev.narthex.flow.PausedRequests.Opened;
import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Forms;
import java.time.Instant;
import java.util.Random;

/// Requests that wait: what our parser of forms lets through comes back as it was, and no stranger's key is one.
public final class PausedRequestTarget implements Target {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final PausedRequests requests = new PausedRequests(
            new Sealer(new MasterKey(new byte[MasterKey.LENGTH]), "paused", new Random(7)), () -> NOW);

    @Override
    public void accept(byte[] input) {
        String text = Parts.text(input);
        assertInstanceOf(Opened.Unreadable.class, requests.open(text));
        try {
            var request = PausedRequest.begin("default", Forms.parse(text).asMap(), NOW);
            assertEquals(new Opened.Fresh(request), requests.open(requests.seal(request)));
        } catch (BadRequest _) {
            // Refused before it could wait.
        }
    }
}
