package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BoundaryTest {
    private static Response answer(Handler inner) {
        ErrorRenderer renderer = (_, status, message, errorId) -> Response.text(status, message + "|" + errorId);
        return new Boundary(inner, renderer).handle(Requests.get("/x"));
    }

    private static String text(Response response) {
        return response.status() + " " + new String(response.body());
    }

    @Test
    @DisplayName("what fails inside is rendered outside, in the shape that was asked for")
    void failuresAreRendered() {
        String id = "oaeAAAAAAAAAAAAAAAAAAAAAA";
        assertEquals("200 fine", text(answer(_ -> Response.text(200, "fine"))));
        assertEquals("415 wrong type|" + id, text(answer(_ -> {
            throw new BadRequest(415, "wrong type");
        })));
        assertEquals("500 Internal Server Error|" + id, text(answer(_ -> {
            throw new NullPointerException("secret");
        })));
        assertEquals("500 Internal Server Error|" + id, text(answer(BoundaryTest::endless)));
    }

    @Test
    @DisplayName("the error id that the caller sees is in the log, with the stack")
    void errorIdIsInTheLog() {
        var log = (Logger) LoggerFactory.getLogger(Boundary.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        log.setAdditive(false);
        try {
            answer(_ -> {
                throw new IllegalStateException("the cause");
            });
        } finally {
            log.setAdditive(true);
            log.detachAppender(lines);
        }
        var line = lines.list.getFirst();
        assertTrue(line.getFormattedMessage().contains("oaeAAAAAAAAAAAAAAAAAAAAAA"), line.getFormattedMessage());
        assertEquals("the cause", line.getThrowableProxy().getMessage());
    }

    @Test
    @DisplayName("a broken world is 503 and says when to come again")
    void unavailableSaysWhen() {
        var response = answer(_ -> {
            throw new Unavailable("secret", new IllegalStateException(), Duration.ofSeconds(7));
        });
        assertEquals(503, response.status());
        assertEquals("7", response.first("Retry-After").orElseThrow());
        assertFalse(text(response).contains("secret"));
    }

    @Test
    @DisplayName("fields that belong to a refusal are kept, whatever shape it gets")
    void fieldsAreKept() {
        var response = answer(_ -> {
            throw new BadRequest(405, "no", List.of(new Response.Field("Allow", "GET")));
        });
        assertEquals("GET", response.first("Allow").orElseThrow());
    }

    @Test
    @DisplayName("the error object of the management API has its five members in their order")
    void managementShape() {
        var response = ErrorRenderer.MANAGEMENT.render(Requests.get("/x"), 405, "no", "oae1");
        assertEquals(
                "405 {\"errorCode\":\"E0000022\",\"errorSummary\":\"no\",\"errorLink\":\"E0000022\",\"errorId\":\"oae1\","
                        + "\"errorCauses\":[]}",
                text(response));
    }

    @Test
    @DisplayName("the request's identity is there within the request and nowhere else")
    void identityIsScoped() {
        assertTrue(RequestContext.find().isEmpty());
        Assertions.assertThrows(NoSuchElementException.class, RequestContext::current);
        var seen = new AtomicReference<String>();
        RequestContext.within(new RequestContext("r1"), () -> {
            seen.set(RequestContext.current().requestId());
            return seen;
        });
        assertEquals("r1", seen.get());
        assertTrue(RequestContext.find().isEmpty());
    }

    private static Response endless(Request request) {
        return endless(request.withPathParameters(request.pathParameters()));
    }
}
