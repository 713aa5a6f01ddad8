package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.directory.GroupLanguage.GroupFacts;
import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.Listing;
import dev.narthex.okta.OktaError;
import dev.narthex.users.search.Cursor;
import dev.narthex.users.search.Folding;
import dev.narthex.users.search.Matching;
import dev.narthex.users.search.Matching.Sense;
import dev.narthex.users.search.SearchParser;
import dev.narthex.users.search.SearchParser.Parsed;
import dev.narthex.users.search.UserQuery.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// GET `/api/v1/groups`: all, or those whom `q`, `search` or `filter` ask for.
///
/// Groups are looked at one after the other, so many for a page and no more: there are few beside the people in
/// them.
public final class GroupListApi {
    private static final int MOST = 10_000;
    private static final int MOST_COUNTED = 200;
    private static final int USUAL_NAMED = 300;
    private static final int AT_ONCE = 1_000;

    private final GroupStore groups;
    private final GroupJson json;
    private final String baseUrl;

    public GroupListApi(GroupStore groups, GroupJson json, String baseUrl) {
        this.groups = groups;
        this.json = json;
        this.baseUrl = baseUrl;
    }

    public Response list(Request request, Caller caller) {
        var query = request.query();
        if (query.has("search") && query.has("filter")) {
            return OktaError.of(400, "E0000033", "The search and filter parameters can't be used together")
                    .response(request);
        }
        Predicate<Group> named = query.first("q").map(GroupListApi::named).orElse(_ -> true);
        var expression = query.first("search").or(() -> query.first("filter"));
        if (expression.isEmpty()) return page(request, named);
        return switch (SearchParser.parse(expression.get(), new GroupLanguage())) {
            case Parsed.Malformed(var why) ->
                new OktaError(400, "E0000031", "Invalid search criteria.", List.of(why)).response(request);
            case Parsed.BadTime(var text) ->
                OktaError.of(400, "E0000030", "Invalid date: " + text).response(request);
            case Parsed.Read(var condition) -> {
                var matching = new Matching(condition, query.has("filter") ? Sense.EXACT : Sense.MARKED, "");
                yield page(request, named.and(group -> matching.of(new GroupFacts(group))));
            }
        };
    }

    private static Predicate<Group> named(String prefix) {
        String sought = Folding.of(prefix).stream().findFirst().orElse("");
        return group -> Folding.of(group.name()).stream().anyMatch(name -> name.startsWith(sought));
    }

    private Response page(Request request, Predicate<Group> wanted) {
        var sort = request.query().first("sortBy");
        if (sort.isPresent() && !ORDERS.containsKey(sort.get())) {
            return new OktaError(400, "E0000031", "Invalid search criteria.", List.of("no order by " + sort.get()))
                    .response(request);
        }
        boolean counted = request.query()
                .first("expand")
                .filter(it -> it.contains("stats"))
                .isPresent();
        int most = counted ? MOST_COUNTED : MOST;
        int usual = request.query().has("q") ? USUAL_NAMED : most;
        var listing = Listing.asked(request, Math.min(usual, most), most);
        String identity = Stream.of("q", "search", "filter", "sortBy", "sortOrder")
                .map(name -> request.query().first(name).orElse(""))
                .reduce("", (one, other) -> one + "\n" + other);
        var after = listing.after().map(cursor -> Cursor.read(identity, cursor));
        if (after.isPresent() && after.get().isEmpty()) {
            return OktaError.of(400, "E0000029", "Invalid paging cursor").response(request);
        }
        var place = after.flatMap(it -> it).map(Position::id);
        var found = sort.isPresent() ? sorted(request, wanted, place) : inOrder(wanted, place, listing.limit());
        var page = found.size() > listing.limit() ? found.subList(0, listing.limit()) : found;
        Optional<String> next = page.size() == found.size()
                ? Optional.empty()
                : Optional.of(Cursor.write(
                        identity, new Position(false, "", page.getLast().id())));
        return Listing.page(
                request,
                baseUrl,
                counted ? counted(page) : page.stream().map(json::json).toList(),
                next);
    }

    private List<Map<String, Object>> counted(List<Group> page) {
        var stats = groups.stats(page.stream().map(Group::id).toList());
        // A group may have been deleted since.
        return page.stream()
                .filter(group -> stats.containsKey(group.id()))
                .map(group -> json.json(group, stats.get(group.id())))
                .toList();
    }

    private List<Group> inOrder(Predicate<Group> wanted, Optional<String> after, int limit) {
        var found = new ArrayList<Group>();
        var from = after;
        while (found.size() <= limit) {
            var some = groups.page(from, AT_ONCE);
            some.stream().filter(wanted).forEach(found::add);
            if (some.size() < AT_ONCE) return found;
            from = Optional.of(some.getLast().id());
        }
        return found;
    }

    private static final Map<String, Comparator<Group>> ORDERS = Map.of(
            "id", Comparator.comparing(Group::id),
            "profile.name", Comparator.comparing(Group::name),
            "created", Comparator.comparing(Group::created),
            "lastUpdated", Comparator.comparing(Group::lastUpdated),
            "lastMembershipUpdated", Comparator.comparing(Group::lastMembershipUpdated));

    private List<Group> sorted(Request request, Predicate<Group> wanted, Optional<String> after) {
        var order = ORDERS.get(request.query().first("sortBy").orElseThrow()).thenComparing(Group::id);
        boolean descending = request.query()
                .first("sortOrder")
                .filter(it -> it.startsWith("desc"))
                .isPresent();
        var all = new ArrayList<>(inOrder(wanted, Optional.empty(), MOST));
        all.sort(descending ? order.reversed() : order);
        var ids = all.stream().map(Group::id).toList();
        int from = after.map(id -> ids.indexOf(id) + 1).orElse(0);
        return all.subList(from, all.size());
    }
}
