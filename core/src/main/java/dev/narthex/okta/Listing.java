package dev.narthex.okta;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One page of a list: `limit` items that follow the one named by `after`.
public record Listing(int limit, Optional<String> after) {

    /// @param standard how many where the caller does not say
    /// @param most what a larger number is cut to
    /// @throws BadRequest if `limit` is not a number above zero
    public static Listing asked(Request request, int standard, int most) {
        int limit = request.query().first("limit").map(Listing::number).orElse(standard);
        return new Listing(Math.min(limit, most), request.query().first("after"));
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(text);
            // No limit, in the words of some clients.
            if (number == -1) return Integer.MAX_VALUE;
            if (number > 0) return number;
        } catch (NumberFormatException _) {
            // Not one of ours either.
        }
        throw new BadRequest(400, "The limit must be a number above 0.");
    }

    /// How many to ask a store for: one more than the page holds tells whether there is a next one.
    public int fetch() {
        return limit + 1;
    }

    /// The page, with its links. `found` may hold one item more than the page.
    public <T> Response response(
            Request request, String baseUrl, List<T> found, Function<T, ?> json, Function<T, String> cursor) {
        var page = found.size() > limit ? found.subList(0, limit) : found;
        String address = baseUrl + request.path();
        var response = Response.json(200, page.stream().map(json).toList())
                .with("link", link(address, parameters(request, Optional.empty()), "self"));
        if (page.size() == found.size()) return response;
        var next = parameters(request, Optional.of(cursor.apply(page.getLast())));
        return response.with("link", link(address, next, "next"));
    }

    /// A page that somebody else has cut, and the cursor of the next one if there may be more.
    public static Response page(Request request, String baseUrl, List<?> items, Optional<String> next) {
        String address = baseUrl + request.path();
        var response =
                Response.json(200, items).with("link", link(address, parameters(request, Optional.empty()), "self"));
        return next.map(cursor ->
                        response.with("link", link(address, parameters(request, Optional.of(cursor)), "next")))
                .orElse(response);
    }

    // An official SDK looks for lower-case `link`, one relation in a line, and wants one on the last page, too.
    private static String link(String address, List<String> parameters, String relation) {
        String query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
        return "<" + address + query + ">; rel=\"" + relation + "\"";
    }

    private static List<String> parameters(Request request, Optional<String> after) {
        var parameters = new ArrayList<String>();
        for (String name : request.query().names()) {
            if (after.isPresent() && name.equals("after")) continue;
            request.query().all(name).forEach(value -> parameters.add(encoded(name) + "=" + encoded(value)));
        }
        after.ifPresent(cursor -> parameters.add("after=" + encoded(cursor)));
        return parameters;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
