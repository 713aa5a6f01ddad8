package dev.narthex.samples;

import dev.narthex.server.Narthex;
import dev.narthex.server.StartFailure;
import dev.narthex.server.StopSignal;
import dev.narthex.server.config.ConfigResult;
import dev.narthex.server.config.ServerConfig;
import dev.narthex.server.config.Setting;
import java.io.IOException;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `./dev demo`: an identity provider, the sample app and the sample API, in one process, on this machine alone.
///
/// Everything is at 127.0.0.1, because a browser counts `localhost` as another site, whose cookies it would keep from
/// the hidden frame that renews tokens.
public final class Demo {
    private static final String USERNAME = "ada@example.org";
    private static final String PASSWORD = "correct horse battery staple";
    private static final String ADMINISTRATOR = "iris@example.org";
    private static final String ADMINISTRATOR_PASSWORD = "keys on a ring of brass";
    private static final String CLIENT_ID = "sample-app";
    private static final String AUDIENCE = "api://default";
    private static final String SCOPE = "profile";
    private static final List<String> SCOPES = List.of("openid", SCOPE, "email", SampleApi.MESSAGES_SCOPE);

    private final DemoOptions options;
    private final DemoFolder folder;

    private Demo(DemoOptions options) {
        this.options = options;
        this.folder = new DemoFolder(options.data());
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            new Demo(DemoOptions.parse(arguments)).run();
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("demo: " + e.getMessage());
            return 64;
        } catch (StartFailure e) {
            System.err.println("demo: not started: " + e.getMessage());
            return 1;
        }
    }

    private void run() {
        checkPorts();
        folder.withdraw();
        var config = config(folder.seedFor(origin(options.appPort())), folder.apiToken());
        var stop = StopSignal.listen();
        try (var narthex = Narthex.start(config)) {
            var issuer = URI.create(origin(narthex.port()) + "/oauth2/default");
            var apiConfig = new SampleApi.Config(issuer, AUDIENCE, SCOPE, origin(options.appPort()), options.apiPort());
            var api = SampleApi.start(apiConfig);
            var app = SampleApp.start(
                    new SampleApp.Config(issuer, CLIENT_ID, SCOPES, URI.create(api.messagesUrl()), options.appPort()));
            var old = options.legacyStore() ? Optional.of(legacyStore(config)) : Optional.<LegacyStore>empty();
            try {
                announce(config, issuer, app, api);
                stop.await();
            } finally {
                folder.withdraw();
                old.ifPresent(LegacyStore::stop);
                app.stop();
                api.stop();
            }
        }
    }

    private LegacyStore legacyStore(ServerConfig config) {
        String authorization = "Bearer " + new BigInteger(130, new SecureRandom()).toString(36);
        var people = Map.of(LegacyPeople.USERNAME, LegacyPeople.PASSWORD);
        var store = LegacyStore.start(authorization, people, options.legacyPort());
        new LegacyPeople(config.baseUrl().toString(), folder.apiToken()).move(store, authorization);
        System.out.printf(
                "%nThe old store      %s%nknows              %s%nwith password      %s%n",
                store.url(), LegacyPeople.USERNAME, LegacyPeople.PASSWORD);
        return store;
    }

    private void announce(ServerConfig config, URI issuer, SampleApp app, SampleApi api) {
        mustAnswer(config.baseUrl() + "/health/live", 200);
        mustAnswer(app.url() + "/", 200);
        mustAnswer(api.messagesUrl(), 401);
        var facts = new LinkedHashMap<String, String>();
        facts.put("baseUrl", config.baseUrl().toString());
        facts.put("issuer", issuer.toString());
        facts.put("clientId", CLIENT_ID);
        facts.put("redirectUri", app.redirectUris().getFirst());
        facts.put("username", USERNAME);
        facts.put("password", PASSWORD);
        facts.put("administrator", ADMINISTRATOR);
        facts.put("administratorPassword", ADMINISTRATOR_PASSWORD);
        facts.put("apiToken", folder.apiToken());
        facts.put("appUrl", app.url() + "/");
        facts.put("apiUrl", api.messagesUrl());
        folder.announce(facts);
        System.out.printf(
                "%nIdentity provider  %s%nSign in as         %s%nwith password      %s%nConsole            %s%nas                 %s%nwith password      %s%nMails              %s%nAll facts          %s%n%nOpen %s%n",
                config.baseUrl(),
                USERNAME,
                PASSWORD,
                config.baseUrl() + "/admin",
                ADMINISTRATOR,
                ADMINISTRATOR_PASSWORD,
                config.baseUrl() + "/dev/mail",
                folder.announcement(),
                app.url() + "/");
    }

    private ServerConfig config(Path seed, String apiToken) {
        var settings = Map.of(
                Setting.BASE_URL,
                origin(options.port()),
                Setting.DATA,
                options.data().toString(),
                Setting.SEED,
                seed.toString(),
                Setting.API_TOKEN,
                apiToken,
                Setting.OUTBOUND_ALLOW,
                "127.0.0.0/8,::1",
                Setting.DEV_MAIL,
                "true",
                Setting.LOG_LEVEL,
                "warn");
        return switch (ServerConfig.read(settings, Map.of(), List.of())) {
            case ConfigResult.Valid(var config, var _) -> config;
            case ConfigResult.Invalid(var problems) ->
                throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        };
    }

    private void checkPorts() {
        for (int port : options.ports()) {
            try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                if (!socket.isBound()) throw new IOException("not bound");
            } catch (IOException e) {
                throw new StartFailure(
                        "port " + port + " of 127.0.0.1 is in use (" + options.port() + " to "
                                + options.ports().getLast()
                                + " are needed): stop what uses it, or choose others with --port",
                        e);
            }
        }
    }

    private static void mustAnswer(String url, int status) {
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(5_000);
            connection.setReadTimeout(5_000);
            int answer = connection.getResponseCode();
            connection.disconnect();
            if (answer != status) throw new IOException("it answered " + answer);
        } catch (IOException e) {
            throw new StartFailure(url + " does not answer as it should: " + e.getMessage(), e);
        }
    }

    private static String origin(int port) {
        return "http://127.0.0.1:" + port;
    }
}
