package dev.narthex.jose;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks an issuer for its keys: one small GET, without redirects, within a few seconds, of a bounded answer.
final class KeysEndpoint {
    /// From the first byte out to the last byte in.
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    static final int MAX_ANSWER = 256 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final String issuer;

    /// Where the keys are; nothing until the issuer has said so.
    private volatile URI jwksUri;

    private KeysEndpoint(String issuer, URI jwksUri) {
        this.issuer = issuer;
        this.jwksUri = jwksUri;
    }

    static KeysEndpoint at(URI jwksUri) {
        return new KeysEndpoint(null, trusted(jwksUri));
    }

    /// The endpoint that the issuer's metadata names. It is asked for when keys are first needed, so a resource
    /// server may start before its issuer.
    static KeysEndpoint of(String issuer) {
        trusted(URI.create(issuer));
        return new KeysEndpoint(issuer, null);
    }

    /// @throws IOException if there is no answer, or it is not a set with at least one key for signatures
    LocalKeys fetch() throws IOException {
        if (jwksUri == null) jwksUri = discover();
        return LocalKeys.read(get(jwksUri))
                .filter(keys -> !keys.isEmpty())
                .orElseThrow(() -> new IOException("no key for signatures at " + jwksUri));
    }

    private URI discover() throws IOException {
        var place = URI.create(issuer + "/.well-known/oauth-authorization-server");
        var metadata = JoseJson.read(get(place)).orElse(Map.of());
        // RFC 8414 §3.3: the issuer in the document is identical to the one we asked about, or the document is not its.
        if (!issuer.equals(metadata.get("issuer"))) throw new IOException(place + " is not about " + issuer);
        if (!(metadata.get("jwks_uri") instanceof String uri)) throw new IOException("no jwks_uri in " + place);
        try {
            return trusted(URI.create(uri));
        } catch (IllegalArgumentException e) {
            throw new IOException("jwks_uri in " + place + ": " + e.getMessage());
        }
    }

    private byte[] get(URI uri) throws IOException {
        var request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .timeout(TIMEOUT)
                .build();
        var answering = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
        try {
            // The request's own timeout ends with the header; this one also covers a body that trickles.
            HttpResponse<byte[]> response = answering.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) throw new IOException(uri + " answered " + response.statusCode());
            return response.body();
        } catch (ExecutionException e) {
            throw new IOException(uri + ": " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(uri + " took longer than " + TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answering.cancel(true);
        }
    }

    /// Keys that came in clear over a network could be anybody's.
    private static URI trusted(URI uri) {
        boolean loopback = "http".equals(uri.getScheme()) && uri.getHost() != null && isLoopback(uri.getHost());
        if (loopback || "https".equals(uri.getScheme())) return uri;
        throw new IllegalArgumentException(uri + " must be https, or http on this machine");
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }
}
