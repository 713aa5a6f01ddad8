package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.e2e.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/// An app with a server of its own, on a port of this machine, as a seed file declares it. It proves which app it is by
/// a
/// secret, and may do all that its library can.
///
/// @param path where its library takes the answer
/// @param bye  where people are after they signed out
record WebApp(int port, String path, String bye) {
    static final String CLIENT_ID = "web-app";
    static final String SECRET = "of-no-worth-but-32-characters-long";
    static final String DEVICE_ID = "device-app";
    static final String BOUND_ID = "bound-app";
    static final String SERVICE_ID = "service-app";
    private static final String SEED = """
            users:
              - {login: ada@example.org, firstName: Ada, lastName: Byron, password: Correct-Horse-1}
            apps:
              - clientId: web-app
                label: A web app
                type: web
                grantTypes: [authorization_code, refresh_token, implicit, client_credentials]
                responseTypes: [code, id_token, token]
                redirectUris: ["%1$s"]
                postLogoutRedirectUris: ["%2$s"]
                clientSecret: %3$s
                assignedTo: {everyone: true}
              - clientId: device-app
                label: A device
                type: native
                grantTypes: ["urn:ietf:params:oauth:grant-type:device_code"]
                assignedTo: {everyone: true}
              - clientId: bound-app
                label: An app with a key
                type: native
                grantTypes: [authorization_code, refresh_token]
                responseTypes: [code]
                redirectUris: ["%1$s"]
                dpopBoundAccessTokens: true
                assignedTo: {everyone: true}
            %4$s
            authorizationServers:
              - id: default
                audience: api://default
                scopes:
                  - {name: messages.read, displayName: Read messages}
            """;
    private static final String SERVICE = """
              - clientId: service-app
                label: A service
                type: service
                grantTypes: [client_credentials]
                jwks: {keys: [%s]}
            """;

    String url() {
        return "http://localhost:" + port;
    }

    String redirectUri() {
        return url() + path;
    }

    SecureServer start(Path data) {
        return start(data, "");
    }

    /// With a service app, too, that has this public JWK.
    SecureServer startWithService(Path data, String jwk) {
        return start(data, SERVICE.formatted(jwk));
    }

    private SecureServer start(Path data, String service) {
        try {
            var text = SEED.formatted(redirectUri(), url() + bye, SECRET, service);
            return SecureServer.start(data, Files.writeString(data.resolve("seed.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Opens a guarded page of the app: by way of the identity provider, where the person signs in.
    static HttpResponse<String> signIn(Browser app, Browser person, String page) {
        var away = location(app.go(page));
        var back = location(person.signIn(away, SecureServer.USERNAME, SecureServer.PASSWORD));
        return app.go(back);
    }

    static String location(HttpResponse<String> response) {
        return response.headers()
                .firstValue("location")
                .orElseThrow(() -> new AssertionError(response.statusCode() + " " + response.body()));
    }

    /// Whether the identity provider asks for the password again.
    static void assertSignedOut(Browser app, Browser person, String page) {
        var asked = person.go(location(app.go(page)));
        assertEquals(200, asked.statusCode());
        assertEquals(true, asked.body().contains("name=\"password\""), asked.body());
    }
}
