package dev.narthex.page;

import static dev.narthex.page.Html.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Headers;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AssetsTest {
    private static final Assets ASSETS = new Assets();

    /// Fetches as the server would: through a router.
    static Response fetch(Assets assets, String path) {
        var match = new Router().get(Assets.ROUTE, assets).match("GET", path);
        if (!(match instanceof Router.Match.Found found)) throw new AssertionError(path + ": " + match);
        return found.handler().handle(request(path, found.pathParameters()));
    }

    private static Request request(String path, Map<String, String> pathParameters) {
        var none = new Headers(Map.of());
        return new Request(
                "req", "GET", path, pathParameters, "", Parameters.NONE, none, Map.of(), new byte[0], "127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "narthex.css, text/css; charset=utf-8",
        "narthex.js, text/javascript; charset=utf-8",
        "mark.svg, image/svg+xml"
    })
    @DisplayName("Each asset has its type and is kept for a year under the address the pages use")
    void assetsAreKept(String name, String type) {
        var asset = fetch(ASSETS, ASSETS.path(name));
        assertEquals(200, asset.status());
        assertEquals(type, header(asset, "Content-Type"));
        assertEquals("public, max-age=31536000, immutable", header(asset, "Cache-Control"));
        assertEquals("nosniff", header(asset, "X-Content-Type-Options"));
        assertTrue(asset.body().length > 100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/assets/0000000000000000/narthex.css", "/assets/x/none.css", "/assets/x/package-info.class"})
    @DisplayName("Another release's address, or an unknown name, is not found")
    void unknownAddressesAreNotFound(String path) {
        var refused = assertThrows(BadRequest.class, () -> fetch(ASSETS, path));
        assertEquals(404, refused.status());
    }

    @Test
    @DisplayName("An address stays the same as long as the content does")
    void addressesFollowContent() {
        assertEquals(ASSETS.path("narthex.css"), new Assets().path("narthex.css"));
    }
}
