package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Browser;
import dev.narthex.server.Narthex;
import dev.narthex.server.config.ConfigResult;
import dev.narthex.server.config.ServerConfig;
import dev.narthex.server.config.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The server as `narthex serve --tls auto --seed …` starts it: https, with a certificate that only those accept who
/// trust what it wrote to its data folder.
final class SecureServer implements AutoCloseable {
    static final String CLIENT_ID = "sdk-app";
    static final String USERNAME = "ada@example.org";
    static final String PASSWORD = "Correct-Horse-1";
    static final String NONCE = "n1";
    private static final String API_TOKEN = "00" + "t".repeat(40);
    private static final String TRUSTSTORE_PASSWORD = "changeit";

    private final Path data;
    private final ServerConfig config;
    private final Narthex narthex;
    private final HttpClient http;

    private SecureServer(Path data, ServerConfig config) {
        this.data = data;
        this.config = config;
        narthex = Narthex.start(config);
        http = HttpClient.newBuilder().sslContext(trusting(truststore())).build();
    }

    static SecureServer start(Path data) {
        return start(data, Path.of("src/test/resources/sdk-seed.yaml"));
    }

    /// With the people and apps of this seed file.
    static SecureServer start(Path data, Path seed) {
        var settings = Map.of(
                Setting.DATA,
                data.toString(),
                Setting.PORT,
                "0",
                Setting.TLS,
                "auto",
                Setting.SEED,
                seed.toString(),
                Setting.API_TOKEN,
                API_TOKEN);
        return switch (ServerConfig.read(settings, Map.of(), List.of())) {
            case ConfigResult.Valid(var config, var _) -> new SecureServer(data, config);
            case ConfigResult.Invalid(var problems) -> throw new AssertionError(problems);
        };
    }

    private static SSLContext trusting(Path truststore) {
        try {
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(KeyStore.getInstance(truststore.toFile(), TRUSTSTORE_PASSWORD.toCharArray()));
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path truststore() {
        return data.resolve("tls/truststore.p12");
    }

    /// What a JVM needs to be told, and nothing more.
    List<String> trust() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + truststore(),
                "-Djavax.net.ssl.trustStorePassword=" + TRUSTSTORE_PASSWORD);
    }

    Path authority() {
        return data.resolve("tls/ca.pem");
    }

    String issuer(String server) {
        return config.baseUrl() + "/oauth2/" + server;
    }

    /// What a program needs that administers: where, and its API token.
    List<String> asAdministrator() {
        return List.of(config.baseUrl().toString(), API_TOKEN);
    }

    /// Of somebody who has not signed in.
    Browser browser() {
        return new Browser(config.baseUrl().toString(), http);
    }

    /// Of the same person at an app.
    Browser at(String appUrl) {
        return new Browser(appUrl, http);
    }

    /// Both tokens, for somebody who signs in anew.
    Answer tokens(String server) {
        var request = Map.of(
                "client_id", CLIENT_ID,
                "redirect_uri", "https://app.example/cb",
                "response_type", "id_token token",
                "scope", "openid profile",
                "state", "s1",
                "nonce", NONCE);
        return Answer.inFragment(
                browser().signIn("/oauth2/" + server + "/v1/authorize?" + Browser.encode(request), USERNAME, PASSWORD));
    }

    /// Signs with the next key from now on.
    void rotateKeys(String server) {
        var path = config.baseUrl() + "/api/v1/authorizationServers/" + server + "/credentials/lifecycle/keyRotate";
        var request = HttpRequest.newBuilder(URI.create(path))
                .header("Authorization", "SSWS " + API_TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"use\":\"sig\"}"))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        narthex.close();
        http.close();
    }
}
