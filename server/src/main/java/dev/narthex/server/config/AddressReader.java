package dev.narthex.server.config;

import dev.narthex.http.TrustedProxies;
import dev.narthex.server.config.ServerConfig.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Base URL, port and TLS: each has a default that depends on the others.
final class AddressReader {
    private static final int DEFAULT_PORT = 8080;

    private final Words words;
    private final Path data;

    AddressReader(Words words, Path data) {
        this.words = words;
        this.data = data;
    }

    Optional<Addresses> read() {
        var port = words.number(Setting.PORT, 0, 65_535).map(AddressReader::freeIfZero);
        var tlsWord = words.oneOf(Setting.TLS, List.of("auto", "pem", "off"));
        var baseUrl = baseUrl(port, tlsWord);
        var proxies = proxies();
        var certificates = words.readableFile(Setting.TLS_CERT);
        var key = words.readableFile(Setting.TLS_KEY);
        if (baseUrl.isEmpty()) return Optional.empty();
        var tls = tls(baseUrl.get(), tlsWord, certificates, key);
        int defaultPort = baseUrl.get().loopback() ? baseUrl.get().port() : DEFAULT_PORT;
        String host = words.text(Setting.HOST).orElse("127.0.0.1");
        return tls.map(
                spoken -> new Addresses(baseUrl.get(), new Listener(host, port.orElse(defaultPort), spoken, proxies)));
    }

    private Optional<BaseUrl> baseUrl(Optional<Integer> port, Optional<String> tlsWord) {
        var given = words.text(Setting.BASE_URL);
        if (given.isEmpty()) {
            String scheme = tlsWord.filter(word -> !word.equals("off")).isPresent() ? "https" : "http";
            return Optional.of(new BaseUrl(URI.create(scheme + "://localhost:" + port.orElse(DEFAULT_PORT))));
        }
        var fault = BaseUrl.fault(given.get());
        if (fault.isPresent()) {
            return words.refuse(Setting.BASE_URL, "'" + given.get() + "' " + fault.get());
        }
        var url = new BaseUrl(URI.create(given.get()));
        if (url.https() || url.loopback() || words.isOn(Setting.ALLOW_HTTP)) return Optional.of(url);
        return words.refuse(
                Setting.BASE_URL,
                "'" + url + "' is plain http and not on loopback: use https, or, if the network between is yours"
                        + " alone, set allow-http");
    }

    private Optional<TlsSource> tls(
            BaseUrl url, Optional<String> word, Optional<Path> certificates, Optional<Path> key) {
        boolean filesGiven = words.given(Setting.TLS_CERT) || words.given(Setting.TLS_KEY);
        String chosen = word.orElseGet(() -> usual(url, filesGiven));
        if (!url.https() && !chosen.equals("off")) {
            return words.refuse(Setting.TLS, "is '" + chosen + "', but the base URL is " + url + ": make it https");
        }
        if (filesGiven && !chosen.equals("pem")) {
            return words.refuse(Setting.TLS, "is '" + chosen + "', but a certificate or key is given: say --tls pem");
        }
        return switch (chosen) {
            case "off" -> Optional.of(new TlsSource.Off());
            case "auto" -> Optional.of(new TlsSource.Development(data.resolve("tls")));
            case "pem" -> pem(certificates, key);
            default ->
                words.refuse(
                        Setting.TLS,
                        "must be given for " + url + ": pem with --tls-cert and --tls-key, or off if a proxy ends TLS");
        };
    }

    private static String usual(BaseUrl url, boolean filesGiven) {
        if (filesGiven) return "pem";
        if (!url.https()) return "off";
        return url.loopback() ? "auto" : "undecided";
    }

    private Optional<TlsSource> pem(Optional<Path> certificates, Optional<Path> key) {
        if (!words.given(Setting.TLS_CERT)) return words.refuse(Setting.TLS_CERT, "is needed for --tls pem");
        if (!words.given(Setting.TLS_KEY)) return words.refuse(Setting.TLS_KEY, "is needed for --tls pem");
        return certificates.flatMap(chain -> key.map(file -> new TlsSource.Pem(chain, file)));
    }

    private TrustedProxies proxies() {
        return new TrustedProxies(words.networks(Setting.TRUSTED_PROXY));
    }

    private static int freeIfZero(int port) {
        if (port > 0) return port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
