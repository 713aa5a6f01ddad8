package dev.narthex.page;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Handler;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// Style sheet, script and mark of the pages, under addresses that change with their content: `/assets/{hash}/{name}`.
/// So browsers keep them for a year, and a new release is seen at once.
public final class Assets implements Handler {
    public static final String ROUTE = "/assets/{hash}/{name}";

    private static final Map<String, String> TYPES = Map.of(
            "narthex.css", "text/css; charset=utf-8",
            "console.css", "text/css; charset=utf-8",
            "narthex.js", "text/javascript; charset=utf-8",
            "mark.svg", "image/svg+xml");

    private final Map<String, Asset> byName = new HashMap<>();

    private record Asset(String hash, Response response) {}

    public Assets() {
        TYPES.forEach((name, type) -> byName.put(name, read(name, type)));
    }

    /// The address of an asset, for templates.
    public String path(String name) {
        return "/assets/" + byName.get(name).hash + "/" + name;
    }

    @Override
    public Response handle(Request request) {
        var asset = byName.get(request.pathParameter("name"));
        // Another hash belongs to another release: this content under that address would be kept for a year.
        boolean known = asset != null && asset.hash.equals(request.pathParameter("hash"));
        if (!known) throw new BadRequest(404, "Not found: nothing answers at this path.");
        return asset.response;
    }

    private static Asset read(String name, String type) {
        try (var stream = Assets.class.getResourceAsStream("assets/" + name)) {
            byte[] content = stream.readAllBytes();
            var response = Response.of(200, type, content)
                    .with("Cache-Control", "public, max-age=31536000, immutable")
                    .with("X-Content-Type-Options", "nosniff")
                    .with("Cross-Origin-Resource-Policy", "same-origin");
            return new Asset(hash(content), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] content) {
        return HexFormat.of().formatHex(Sha256.of(content), 0, 8);
    }
}
