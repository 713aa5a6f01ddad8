package dev.narthex.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Does what a browser does with forms and cookies, and follows no redirect by itself. Tabs share it.
public final class Browser {
    /// For servers that speak plain http.
    public static final HttpClient PLAIN = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\"(?:[^\">]|\"[^\"]*\")*>");
    private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("value=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");

    private final HttpClient http;
    private final String baseUrl;
    private final Map<String, String> cookies = new TreeMap<>();
    private boolean takesCookies = true;

    public Browser(String baseUrl, HttpClient http) {
        this.baseUrl = baseUrl;
        this.http = http;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /// The same person at another node of the same site.
    public Browser at(TestServer node) {
        var there = new Browser(node.baseUrl(), http);
        there.cookies.putAll(cookies);
        return there;
    }

    public Browser refusingCookies() {
        takesCookies = false;
        return this;
    }

    public HttpResponse<String> get(String pathOrUrl) {
        return send(request(pathOrUrl).header("Accept", "text/html").GET());
    }

    public HttpResponse<String> post(String pathOrUrl, Map<String, String> form) {
        return post(pathOrUrl, encode(form));
    }

    public HttpResponse<String> post(String pathOrUrl, String form) {
        return send(request(pathOrUrl)
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /// Follows redirects within the server, and stops at the first page or at a redirect to another origin.
    public HttpResponse<String> travel(HttpResponse<String> response) {
        var current = response;
        for (int hops = 0; hops < 10; hops++) {
            var location = current.headers().firstValue("location");
            if (location.isEmpty()) return current;
            URI target = current.uri().resolve(location.get());
            if (!target.toString().startsWith(baseUrl + "/")) return current;
            current = get(target.toString());
        }
        throw new AssertionError("redirects without end");
    }

    public HttpResponse<String> go(String pathOrUrl) {
        return travel(get(pathOrUrl));
    }

    /// Fills in the form of a page and sends it.
    public HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> fields) {
        var form = hidden(page.body());
        form.putAll(fields);
        return post(action(page), form);
    }

    public static String action(HttpResponse<String> page) {
        var action = ACTION.matcher(page.body());
        if (!action.find()) throw new AssertionError(page.statusCode() + ", no form in " + page.body());
        return unescape(action.group(1));
    }

    /// Fills in the sign-in page.
    public HttpResponse<String> login(HttpResponse<String> page, String username, String password) {
        return submit(page, Map.of("username", username, "password", password));
    }

    /// From an authorization request to the answer at the app, or to the next page: signs in when asked to.
    public HttpResponse<String> signIn(String authorizeUrl, String username, String password) {
        return travel(login(go(authorizeUrl), username, password));
    }

    public static Map<String, String> hidden(String html) {
        var fields = new LinkedHashMap<String, String>();
        var inputs = HIDDEN.matcher(html);
        while (inputs.find()) {
            var name = NAME.matcher(inputs.group());
            var value = VALUE.matcher(inputs.group());
            if (name.find()) fields.put(unescape(name.group(1)), value.find() ? unescape(value.group(1)) : "");
        }
        return fields;
    }

    public static String unescape(String html) {
        return html.replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    public static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public HttpRequest.Builder request(String pathOrUrl) {
        return HttpRequest.newBuilder(URI.create(pathOrUrl.startsWith("/") ? baseUrl + pathOrUrl : pathOrUrl))
                .timeout(Duration.ofSeconds(60));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            if (takesCookies) response.headers().allValues("set-cookie").forEach(this::keep);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        String pair = setCookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        String name = pair.substring(0, equals);
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, pair.substring(equals + 1));
        }
    }
}
