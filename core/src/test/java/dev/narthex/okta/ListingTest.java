package dev.narthex.okta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.narthex.Example;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ListingTest {

    @Test
    @DisplayName("A page has a link to itself and to the next one, each in a line of its own, lower-case")
    void links() {
        var response = page(Map.of("limit", "2", "q", "a b"), List.of("1", "2", "3"));
        assertEquals(List.of("1", "2"), Json.readArray(response.body()));
        var links = response.fields().stream()
                .filter(field -> field.name().equals("link"))
                .map(Response.Field::value)
                .toList();
        assertEquals(2, links.size());
        assertEquals(true, links.getFirst().endsWith(">; rel=\"self\""));
        assertEquals(true, links.getLast().contains("after=2"));
        assertEquals(true, links.getLast().contains("q=a+b"));
        assertEquals(true, links.getLast().endsWith(">; rel=\"next\""));
    }

    @Test
    @DisplayName("The last page still links to itself, for an SDK throws without a link")
    void last() {
        var response = page(Map.of("limit", "2"), List.of("1", "2"));
        assertEquals(
                1,
                response.fields().stream()
                        .filter(field -> field.name().equals("link"))
                        .count());
    }

    @Test
    @DisplayName("A limit that is no number is refused, one too large is cut")
    void limits() {
        assertEquals(200, Listing.asked(asking(Map.of("limit", "999")), 20, 200).limit());
        assertEquals(20, Listing.asked(asking(Map.of()), 20, 200).limit());
        assertThrows(BadRequest.class, () -> Listing.asked(asking(Map.of("limit", "x")), 20, 200));
        assertThrows(BadRequest.class, () -> Listing.asked(asking(Map.of("limit", "0")), 20, 200));
    }

    private static Response page(Map<String, String> query, List<String> found) {
        var request = asking(query);
        return Listing.asked(request, 20, 200)
                .response(request, "https://id.example", found, item -> item, item -> item);
    }

    private static Request asking(Map<String, String> query) {
        var plain = Example.request(Map.of(), Map.of());
        return new Request(
                plain.id(),
                plain.method(),
                plain.path(),
                Map.of(),
                "",
                Parameters.of(query),
                plain.headers(),
                Map.of(),
                plain.body(),
                plain.remoteAddress());
    }
}
