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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Does what a browser does with forms and cookies, and follows no redirect by itself.
public final class Browser {
    private static final Pattern HIDDEN = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");
    private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("value=\"([^\"]*)\"");

    private final HttpClient http;
    private final String baseUrl;
    private final Map<String, String> cookies = new TreeMap<>();

    public Browser(String baseUrl) {
        this(baseUrl, HttpClient.newHttpClient());
    }

    /// @param http a client that follows no redirect, and trusts the server
    public Browser(String baseUrl, HttpClient http) {
        this.http = http;
        this.baseUrl = baseUrl;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public HttpResponse<String> get(String pathOrUrl) {
        return send(request(pathOrUrl).header("Accept", "text/html").GET());
    }

    public HttpResponse<String> post(String pathOrUrl, Map<String, String> form) {
        return send(request(pathOrUrl)
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encode(form))));
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

    /// Fills in the form of a page and sends it.
    public HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> fields) {
        var form = hidden(page.body());
        form.putAll(fields);
        var action = Pattern.compile("<form[^>]*action=\"([^\"]*)\"").matcher(page.body());
        if (!action.find()) throw new AssertionError("no form in " + page.body());
        return post(unescape(action.group(1)), form);
    }

    /// From an authorization request to the answer at the app: signs in when asked to.
    public HttpResponse<String> signIn(String authorizeUrl, String username, String password) {
        var page = travel(get(authorizeUrl));
        return travel(submit(page, Map.of("username", username, "password", password)));
    }

    static Map<String, String> hidden(String html) {
        var fields = new LinkedHashMap<String, String>();
        var inputs = HIDDEN.matcher(html);
        while (inputs.find()) {
            var name = NAME.matcher(inputs.group());
            var value = VALUE.matcher(inputs.group());
            if (name.find()) fields.put(name.group(1), value.find() ? unescape(value.group(1)) : "");
        }
        return fields;
    }

    private static String unescape(String html) {
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

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String pathOrUrl) {
        return HttpRequest.newBuilder(URI.create(pathOrUrl.startsWith("/") ? baseUrl + pathOrUrl : pathOrUrl));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("set-cookie").forEach(this::keep);
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
