package dev.narthex.audit;

import dev.narthex.access.Caller;
import dev.narthex.audit.LogReader.Found;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.LogStore;
import dev.narthex.okta.OktaError;
import dev.narthex.okta.Wire;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// GET `/api/v1/logs`.
public final class LogsApi {
    private final LogReader reader;
    private final String address;
    private final InstantSource clock;

    public LogsApi(LogStore store, String baseUrl, InstantSource clock) {
        this.reader = new LogReader(store);
        this.address = baseUrl + "/api/v1/logs";
        this.clock = clock;
    }

    public Response list(Request request, Caller caller) {
        var causes = new ArrayList<String>();
        var question = LogQuestion.of(request.query(), clock.instant(), causes);
        if (!causes.isEmpty()) {
            return OktaError.invalid("logs", causes.toArray(String[]::new)).response(request);
        }
        var found = reader.read(question);
        var response = Response.json(200, found.events())
                .with("link", link(request.query().asMap(), "self"));
        // Who polls comes again, also when there was nothing new.
        boolean more = question.polls() || !found.atEnd();
        return more ? response.with("link", link(next(request, question, found), "next")) : response;
    }

    private static Map<String, String> next(Request request, LogQuestion question, Found found) {
        var parameters = new LinkedHashMap<>(request.query().asMap());
        // The span stays where it began; a poll that has seen nothing yet begins there again.
        parameters.put("since", Wire.time(question.span().since()));
        if (!question.polls()) parameters.put("until", Wire.time(question.span().until()));
        found.last().ifPresent(last -> parameters.put("after", last));
        return parameters;
    }

    private String link(Map<String, String> parameters, String relation) {
        String query = parameters.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return "<" + address + (query.isEmpty() ? "" : "?" + query) + ">; rel=\"" + relation + "\"";
    }
}
