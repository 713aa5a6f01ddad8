package dev.narthex.hooks;

import dev.narthex.http.Request;
import dev.narthex.id.Ids;
import dev.narthex.okta.Wire;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Puts what a hook is asked into the envelope that all types share.
public final class HookQuestions {
    private final String baseUrl;
    private final Ids ids;
    private final InstantSource clock;

    public HookQuestions(String baseUrl, Ids ids, InstantSource clock) {
        this.baseUrl = baseUrl;
        this.ids = ids;
        this.clock = clock;
    }

    /// The envelope, to which a type adds its `data`.
    ///
    /// @param source what the type names as the origin of the question
    LinkedHashMap<String, Object> envelope(InlineHook hook, String source) {
        var question = new LinkedHashMap<String, Object>();
        question.put("eventId", ids.next("f1q"));
        question.put("eventTime", Wire.time(clock.instant()));
        question.put("eventType", hook.type().wire());
        question.put("eventTypeVersion", "1.0");
        question.put("contentType", "application/json");
        question.put("cloudEventVersion", "0.1");
        question.put("source", source);
        return question;
    }

    String address(InlineHook hook) {
        return baseUrl + "/api/v1/inlineHooks/" + hook.id();
    }

    /// The request during which we ask.
    static Map<String, Object> context(Request request) {
        return Map.of(
                "id", request.id(),
                "method", request.method(),
                "url", Map.of("value", request.path()),
                "ipAddress", request.remoteAddress());
    }
}
