package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.Listing;
import dev.narthex.okta.OktaError;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchemas;
import dev.narthex.users.search.Condition;
import dev.narthex.users.search.Cursor;
import dev.narthex.users.search.Matching;
import dev.narthex.users.search.Matching.Sense;
import dev.narthex.users.search.Property;
import dev.narthex.users.search.SearchLanguage;
import dev.narthex.users.search.SearchParser;
import dev.narthex.users.search.SearchParser.Parsed;
import dev.narthex.users.search.UserQuery;
import dev.narthex.users.search.UserQuery.Position;
import dev.narthex.users.search.UserQuery.Sort;
import dev.narthex.users.search.UserSearch;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// GET `/api/v1/users`: all, or those whom `search`, `filter` or `q` ask for.
///
/// A page may be shorter than its limit although a `next` link follows: what a query costs is bounded for each page.
public final class UserListApi {
    private static final int MOST = 200;
    private static final int FOR_TYPING = 10;
    private static final int MOST_WORDS = 10;

    private final UserSearch search;
    private final UserSchemas schemas;
    private final UserJson json;
    private final InstantSource clock;

    public UserListApi(UserSearch search, UserSchemas schemas, UserJson json, InstantSource clock) {
        this.search = search;
        this.schemas = schemas;
        this.json = json;
        this.clock = clock;
    }

    public Response list(Request request, Caller caller) {
        var query = request.query();
        var sought = query.first("search");
        var filter = query.first("filter");
        if (sought.isPresent() && filter.isPresent()) {
            return OktaError.of(400, "E0000033", "The search and filter parameters can't be used together")
                    .response(request);
        }
        var language = new SearchLanguage(schemas.current(), sought.isPresent());
        var expression = sought.or(() -> filter);
        if (expression.isPresent()) return matching(request, expression.get(), language);
        return query.first("q")
                .map(words -> typed(request, words))
                .orElseGet(() -> answer(request, new Asked(Optional.empty(), Optional.empty(), false)));
    }

    /// What a caller asked for, read.
    private record Asked(Optional<Matching> where, Optional<Sort> sort, boolean leavers) {}

    private Response matching(Request request, String expression, SearchLanguage language) {
        return switch (SearchParser.parse(expression, language)) {
            case Parsed.Malformed(var why) -> invalid(why).response(request);
            case Parsed.BadTime(var text) ->
                OktaError.of(400, "E0000030", "Invalid date: " + text + "; it is written as 2026-01-01T00:00:00.000Z")
                        .response(request);
            case Parsed.Read(var condition) -> {
                var matching = new Matching(condition, language.whole() ? Sense.MARKED : Sense.EXACT, json.typeId());
                yield sorted(request, matching, language);
            }
        };
    }

    private Response sorted(Request request, Matching matching, SearchLanguage language) {
        var name = request.query().first("sortBy").filter(_ -> language.whole());
        var property = name.flatMap(language::sortable);
        if (name.isPresent() && property.isEmpty()) {
            return invalid("users can't be sorted by " + name.get()).response(request);
        }
        boolean descending = request.query()
                .first("sortOrder")
                .filter(order -> order.toLowerCase(java.util.Locale.ROOT).startsWith("desc"))
                .isPresent();
        return answer(request, new Asked(Optional.of(matching), property.map(it -> new Sort(it, descending)), true));
    }

    private static OktaError invalid(String why) {
        return new OktaError(400, "E0000031", "Invalid search criteria.", List.of(why));
    }

    private Response answer(Request request, Asked asked) {
        var listing = Listing.asked(request, MOST, MOST);
        String identity = identity(request);
        Optional<Position> after = Optional.empty();
        if (listing.after().isPresent()) {
            after = Cursor.read(identity, listing.after().get());
            if (after.isEmpty()) {
                return OktaError.of(400, "E0000029", "Invalid paging cursor").response(request);
            }
        }
        var found = search.find(
                new UserQuery(asked.where(), asked.leavers(), asked.sort(), after, listing.limit(), clock.instant()));
        var items =
                found.users().stream().map(user -> json.listed(request, user)).toList();
        return Listing.page(
                request, json.baseUrl(), items, found.next().map(position -> Cursor.write(identity, position)));
    }

    /// What a cursor belongs to: all but the cursor and the size of the page.
    private static String identity(Request request) {
        return Stream.of("search", "filter", "sortBy", "sortOrder")
                .map(name -> request.query().first(name).orElse(""))
                .reduce("", (one, other) -> one + "\n" + other);
    }

    /// For somebody who types a name: each word begins one of the names or the address. One page, no more.
    private Response typed(Request request, String words) {
        var all = Arrays.stream(words.strip().split("\\s+"))
                .limit(MOST_WORDS)
                .map(UserListApi::begins)
                .toList();
        var listing = Listing.asked(request, FOR_TYPING, MOST);
        var where = new Matching(new Condition.And(all), Sense.LOOSE, json.typeId());
        var found = search.find(new UserQuery(
                Optional.of(where), false, Optional.empty(), Optional.empty(), listing.limit(), clock.instant()));
        var items =
                found.users().stream().map(user -> json.listed(request, user)).toList();
        return Listing.page(request, json.baseUrl(), items, Optional.empty());
    }

    private static Condition begins(String word) {
        return new Condition.Or(Stream.of("firstName", "lastName", "email")
                .<Condition>map(name -> new Condition.Compare(
                        new Property.Profile(name, Attribute.Type.STRING, false), Condition.Operator.SW, word))
                .toList());
    }
}
