package dev.narthex.server.imports;

import dev.narthex.http.Json;
import dev.narthex.imports.OktaRows;
import dev.narthex.imports.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.regex.Pattern;

/// The users of another server, page by page. Where it asks us to slow down, we wait as long as it says, within bounds.
/// The token goes to that server alone, wherever a link leads.
final class OktaUsers implements Source, Iterator<Source.Entry> {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");
    private static final int PATIENCE = 10;
    private static final int USUAL_PAUSE = 10;
    private static final int LONGEST_PAUSE = 120;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String baseUrl;
    private final String fingerprint;
    private final String token;
    private final OktaRows rows;
    private final Queue<Entry> page = new ArrayDeque<>();
    private URI next;

    OktaUsers(String baseUrl, String token, boolean byHook) {
        this.baseUrl = baseUrl.replaceAll("/+$", "");
        this.fingerprint =
                "okta " + this.baseUrl + " " + ProcessHandle.current().pid() + " " + System.nanoTime();
        this.token = token;
        this.rows = new OktaRows(byHook);
        // With a search, people who have left are there, too; and in an order that holds while we read.
        this.next = URI.create(this.baseUrl + "/api/v1/users?limit=200&search=id%20pr&sortBy=id&sortOrder=asc");
    }

    /// Another each time: a server is read from the beginning, and whoever is here already stays.
    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Iterator<Entry> entries() {
        return this;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && next != null) fetch();
        return !page.isEmpty();
    }

    @Override
    public Entry next() {
        if (!hasNext()) throw new NoSuchElementException();
        return page.remove();
    }

    private void fetch() {
        var answer = answer();
        for (Object user : Json.readArray(answer.body())) page.add(entry(user));
        next = answer.headers().allValues("link").stream()
                .map(NEXT::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> here(matcher.group(1)))
                .findFirst()
                .orElse(null);
    }

    private URI here(String link) {
        if (link.startsWith(baseUrl + "/")) return URI.create(link);
        throw new IllegalArgumentException("the next page is at another address than " + baseUrl
                + ": give the one by which the server knows itself");
    }

    @SuppressWarnings("unchecked")
    private Entry entry(Object user) {
        return user instanceof Map<?, ?> map
                ? new Entry.Readable(0, rows.row((Map<String, Object>) map))
                : new Entry.Unreadable(0, "not a JSON object");
    }

    private HttpResponse<byte[]> answer() {
        for (int tries = 0; tries < PATIENCE; tries++) {
            var answer = once();
            if (answer.statusCode() == 200) return answer;
            if (answer.statusCode() != 429) {
                throw new IllegalArgumentException(
                        baseUrl + " answered " + answer.statusCode() + " to GET " + next.getPath());
            }
            pause(answer);
        }
        throw new IllegalArgumentException(baseUrl + " asks us to slow down again and again");
    }

    private HttpResponse<byte[]> once() {
        var request = HttpRequest.newBuilder(next)
                .header("Authorization", "SSWS " + token)
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause(HttpResponse<?> answer) {
        long seconds = answer.headers().firstValueAsLong("retry-after").orElse(USUAL_PAUSE);
        try {
            Thread.sleep(Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_PAUSE)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Unknown, for nobody says how many there are.
    @Override
    public double progress() {
        return next == null ? 1 : 0;
    }

    @Override
    public void close() {
        http.close();
    }
}
