package dev.narthex.store;

import dev.narthex.http.Json;
import dev.narthex.log.LogEvent;
import dev.narthex.store.database.Document;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// A row of the System Log as a stored document.
final class LogDocument {
    private LogDocument() {}

    static String write(LogEvent event) {
        return Json.text(Document.of(
                "type", event.kind().type(),
                "message", event.kind().message(),
                "severity", event.kind().severity(),
                "actor", actor(event.actor()),
                "origin", origin(event.origin()),
                "result", event.details().result(),
                "reason", event.details().reason(),
                "targets",
                        event.details().targets().stream()
                                .map(LogDocument::target)
                                .toList(),
                "debug", event.details().debug()));
    }

    static LogEvent read(String id, Instant published, String json) {
        Document document = Document.read(json);
        return new LogEvent(
                id,
                published,
                new LogEvent.Kind(
                        document.text("type"),
                        document.text("message"),
                        document.constant("severity", LogEvent.Severity.class)),
                actor(document.document("actor")),
                origin(document.document("origin")),
                new LogEvent.Details(
                        document.text("result"),
                        document.maybeText("reason"),
                        document.list("targets", LogDocument::target),
                        texts(document.document("debug"))));
    }

    private static Map<String, Object> actor(LogEvent.Actor actor) {
        return party(actor.id(), actor.type(), actor.alternateId(), actor.displayName());
    }

    private static LogEvent.Actor actor(Document document) {
        return new LogEvent.Actor(
                document.text("id"), document.text("type"), document.text("alternateId"), document.text("displayName"));
    }

    private static Map<String, Object> target(LogEvent.Target target) {
        return party(target.id(), target.type(), target.alternateId(), target.displayName());
    }

    private static LogEvent.Target target(Document document) {
        return new LogEvent.Target(
                document.text("id"), document.text("type"), document.text("alternateId"), document.text("displayName"));
    }

    private static Map<String, Object> party(String id, String type, String alternateId, String displayName) {
        return Document.of("id", id, "type", type, "alternateId", alternateId, "displayName", displayName);
    }

    private static Map<String, Object> origin(LogEvent.Origin origin) {
        return Document.of(
                "requestId", origin.requestId(),
                "ipAddress", origin.ipAddress(),
                "userAgent", origin.userAgent(),
                "requestUri", origin.requestUri(),
                "sessionId", origin.sessionId());
    }

    private static LogEvent.Origin origin(Document document) {
        return new LogEvent.Origin(
                document.text("requestId"),
                document.text("ipAddress"),
                document.text("userAgent"),
                document.text("requestUri"),
                document.maybeText("sessionId"));
    }

    private static Map<String, String> texts(Document document) {
        var texts = new LinkedHashMap<String, String>();
        document.members().forEach((name, value) -> texts.put(name, (String) value));
        return texts;
    }
}
