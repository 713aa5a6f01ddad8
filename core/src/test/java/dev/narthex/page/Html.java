package dev.narthex.page;

import dev.narthex.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Looks into a rendered page.
final class Html {
    private Html() {}

    static String body(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String header(Response response, String name) {
        return response.first(name).orElse("(none)");
    }

    /// The start tags of `element` that contain `text`.
    static List<String> tags(Response response, String element, String text) {
        return Pattern.compile("<" + element + "\\b[^>]*>")
                .matcher(body(response))
                .results()
                .map(MatchResult::group)
                .filter(tag -> tag.contains(text))
                .toList();
    }

    /// The one start tag of `element` that contains `text`.
    static String tag(Response response, String element, String text) {
        var found = tags(response, element, text);
        if (found.size() != 1) throw new AssertionError(found + " in " + body(response));
        return found.getFirst();
    }
}
