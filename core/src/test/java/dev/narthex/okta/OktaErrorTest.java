package dev.narthex.okta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.Example;
import dev.narthex.http.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OktaErrorTest {

    @Test
    @DisplayName("An error has its five members, and its link is its code")
    void members() {
        var response = OktaError.invalid("use", "use: must be 'sig'").response(Example.request(Map.of(), Map.of()));
        assertEquals(400, response.status());
        assertEquals("application/json", response.first("content-type").orElseThrow());
        assertEquals(
                Map.of(
                        "errorCode", "E0000001",
                        "errorSummary", "Api validation failed: use",
                        "errorLink", "E0000001",
                        "errorId", "oaereq1",
                        "errorCauses", List.of(Map.of("errorSummary", "use: must be 'sig'"))),
                Json.readObject(response.body()));
    }

    @Test
    @DisplayName("An authorization server that is not there is not found, by name")
    void unknownServer() {
        var request = Example.request(Map.of(), Map.of()).withPathParameters(Map.of("server", "zzz"));
        var error = OktaError.unknownServer(request);
        assertEquals(404, error.status());
        assertEquals("E0000007", error.code());
        assertEquals("Not found: Resource not found: zzz (AuthorizationServer)", error.summary());
        assertEquals(List.of(), error.body("r").get("errorCauses"));
    }
}
