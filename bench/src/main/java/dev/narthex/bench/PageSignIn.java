package dev.narthex.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Signs in as a person does: follows an authorization request to the sign-in page, fills in its form, comes back.
final class PageSignIn {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("[#&](?:id|access)_token=([^.&]+)\\.");
    private static final Pattern SESSION_TOKEN = Pattern.compile("\"sessionToken\":\"([^\"]+)\"");
    private static final int HOPS = 10;

    private final Map<String, String> cookies = new TreeMap<>();
    private final HttpClient http;
    private final URI baseUrl;

    PageSignIn(URI baseUrl) {
        this(baseUrl, client());
    }

    /// @param http keeps connections for several browsers, and no cookies
    PageSignIn(URI baseUrl, HttpClient http) {
        this.baseUrl = baseUrl;
        this.http = http;
    }

    static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /// Every cookie of the browser that signed in, as it sends them.
    String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /// Ends at the app, with two tokens.
    void signIn(URI authorize, String username, String password) throws IOException, InterruptedException {
        var page = travel(get(authorize));
        var form = new LinkedHashMap<String, String>();
        var hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) form.put(hidden.group(1), plain(hidden.group(2)));
        form.put("username", username);
        form.put("password", password);
        var action = ACTION.matcher(page.body());
        if (!action.find()) throw new IOException("no form to sign in with: " + page.body());
        var post = HttpRequest.newBuilder(baseUrl.resolve(plain(action.group(1))))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(form)));
        requireTokens(travel(send(post)));
    }

    /// Signs in by the authentication API, as a script in an app's own page does: a session token, and two tokens for
    /// it.
    void signInByScript(URI authorize, String username, String password) throws IOException, InterruptedException {
        var post = HttpRequest.newBuilder(baseUrl.resolve("/api/v1/authn"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}"));
        String answer = send(post).body();
        var token = SESSION_TOKEN.matcher(answer);
        if (!token.find()) throw new IOException("no session token: " + answer);
        requireTokens(get(URI.create(authorize + "&sessionToken=" + token.group(1))));
    }

    /// What the tokens of an answer are signed with, as their headers say.
    String algorithmOf(URI authorize) throws IOException, InterruptedException {
        String location = requireTokens(get(authorize));
        return TOKEN.matcher(location)
                .results()
                .map(found -> new String(Base64.getUrlDecoder().decode(found.group(1)), StandardCharsets.UTF_8))
                .map(header -> header.replaceAll(".*\"alg\":\"([^\"]+)\".*", "$1"))
                .collect(Collectors.joining(" "));
    }

    private HttpResponse<String> travel(HttpResponse<String> first) throws IOException, InterruptedException {
        var response = first;
        for (int hop = 0; hop < HOPS; hop++) {
            var location = response.headers().firstValue("location").map(baseUrl::resolve);
            boolean here = location.map(URI::getAuthority).equals(Optional.of(baseUrl.getAuthority()));
            if (!here) return response;
            response = get(location.get());
        }
        throw new IOException("sent from place to place");
    }

    private static String requireTokens(HttpResponse<String> response) throws IOException {
        String location = response.headers().firstValue("location").orElse("");
        if (TOKEN.matcher(location).results().count() == 2) return location;
        throw new IOException("no tokens but " + response.statusCode() + " " + location + " " + response.body());
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address));
    }

    /// The server has too much to do.
    static final class TurnedAway extends IOException {
        private static final long serialVersionUID = 1;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!cookies.isEmpty()) request.header("Cookie", cookies());
        var response = http.send(request.header("Accept", "text/html").build(), BodyHandlers.ofString());
        if (response.statusCode() == 503) throw new TurnedAway();
        for (String line : response.headers().allValues("set-cookie")) {
            String pair = line.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return response;
    }

    private static String plain(String html) {
        return html.replace("&#34;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
