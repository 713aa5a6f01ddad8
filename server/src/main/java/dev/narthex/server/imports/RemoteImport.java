package dev.narthex.server.imports;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import dev.narthex.imports.Format;
import dev.narthex.imports.ImportStore.Count;
import dev.narthex.imports.ReportFormat;
import dev.narthex.imports.Wishes;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Hands a file to a server that runs, and looks on while it is brought in there. Who stops looking on does not stop
/// the
/// import.
public final class RemoteImport {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int PATIENCE = 120;

    private final Server server;
    private final PrintStream out;
    private final ProgressLine progress;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /// @param token never sent in the clear, except on this machine
    public record Server(String url, String token) {
        public Server {
            var uri = URI.create(url);
            if (!isSafe(uri)) throw new IllegalArgumentException("--server takes an https URL, or one of this machine");
            url = url.replaceAll("/+$", "");
        }

        private static boolean isSafe(URI uri) {
            if (uri.getHost() == null) return false;
            if ("https".equals(uri.getScheme())) return true;
            return "http".equals(uri.getScheme()) && isLoopback(uri.getHost());
        }

        private static boolean isLoopback(String host) {
            if (host.equals("localhost")) return true;
            try {
                return InetAddress.ofLiteral(host).isLoopbackAddress();
            } catch (IllegalArgumentException _) {
                return false;
            }
        }

        @Override
        public String toString() {
            return url;
        }
    }

    public RemoteImport(Server server, PrintStream out, ProgressLine progress) {
        this.server = server;
        this.out = out;
        this.progress = progress;
    }

    /// Whether all that was to be done has been done.
    ///
    /// @throws IllegalArgumentException if the server does not take the file
    public boolean run(Path file, Format format, Wishes wishes, Path report) throws IOException {
        out.printf("Handing %s to %s.%n", file.getFileName(), server);
        out.flush();
        var job = Json.readObject(taken(post(file, format, wishes)).body());
        String address = server.url() + "/api/v1/imports/" + job.get("id");
        out.printf("It is import %s there, and goes on if you stop this command.%n", job.get("id"));
        progress.begin(0);
        var over = watched(URI.create(address));
        progress.end();
        var count = count(over);
        if (count.refused() > 0) download(address, report);
        if ("FINISHED".equals(over.get("status"))) {
            Summary.print(out, count, wishes, progress.took(), report);
            return true;
        }
        out.printf("It ended as %s.%n", over.getOrDefault("reason", over.get("status")));
        return false;
    }

    private HttpResponse<byte[]> post(Path file, Format format, Wishes wishes) throws IOException {
        var query = Map.of(
                "name", file.getFileName().toString(),
                "format", format.word(),
                "dryRun", wishes.dryRun(),
                "updateExisting", wishes.updateExisting(),
                "makeGroups", wishes.makeGroups(),
                "activate", wishes.activate());
        var parameters = query.entrySet().stream()
                .map(each ->
                        each.getKey() + "=" + URLEncoder.encode(each.getValue().toString(), StandardCharsets.UTF_8))
                .toList();
        var address = URI.create(server.url() + "/api/v1/imports/users?" + String.join("&", parameters));
        // Who is not let in need not send it all first.
        return send(request(address)
                .expectContinue(true)
                .POST(BodyPublishers.ofFile(file))
                .build());
    }

    private HttpResponse<byte[]> taken(HttpResponse<byte[]> answer) {
        if (answer.statusCode() == 202) return answer;
        throw new IllegalArgumentException(server + " answered " + answer.statusCode() + reasons(answer.body()));
    }

    private static String reasons(byte[] body) {
        try {
            var error = Json.readObject(body);
            var causes = error.get("errorCauses") instanceof List<?> list ? list : List.of();
            return ": "
                    + (causes.isEmpty()
                            ? error.get("errorSummary")
                            : String.join(
                                    "; ",
                                    causes.stream()
                                            .map(cause -> String.valueOf(((Map<?, ?>) cause).get("errorSummary")))
                                            .toList()));
        } catch (BadRequest _) {
            return "";
        }
    }

    /// The job when it is over. A server that is away for a while, as in a restart, is waited for.
    private Map<String, Object> watched(URI job) throws IOException {
        int silent = 0;
        while (true) {
            pause();
            try {
                var answer = send(request(job).GET().build());
                if (answer.statusCode() != 200) throw new IOException(job + " answered " + answer.statusCode());
                silent = 0;
                var state = Json.readObject(answer.body());
                progress.tell(count(state), ((Number) state.get("progress")).doubleValue());
                if (state.containsKey("ended")) return state;
            } catch (IOException away) {
                if (++silent > PATIENCE) throw away;
            }
        }
    }

    private void download(String address, Path report) throws IOException {
        var format = ReportFormat.ofFile(report.toString()) == ReportFormat.CSV ? "csv" : "jsonl";
        var request =
                request(URI.create(address + "/refused?format=" + format)).GET().build();
        try {
            var answer = http.send(request, BodyHandlers.ofFile(report));
            if (answer.statusCode() != 200) throw new IOException("the report could not be fetched from " + address);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Count count(Map<String, Object> job) {
        var rows = (Map<?, ?>) job.get("rows");
        return new Count(
                number(rows, "read"), number(rows, "created"), number(rows, "updated"), number(rows, "refused"));
    }

    private static long number(Map<?, ?> rows, String name) {
        return ((Number) rows.get(name)).longValue();
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).header("Authorization", "SSWS " + server.token());
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
