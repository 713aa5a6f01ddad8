package dev.narthex.console;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.page.console.ConsolePages;
import dev.narthex.page.console.PeopleView;
import dev.narthex.page.console.PeopleView.Choice;
import dev.narthex.page.console.PeopleView.Sought;
import dev.narthex.page.console.Section;
import dev.narthex.roles.Right;
import dev.narthex.users.User;
import dev.narthex.users.schema.Attribute.Type;
import dev.narthex.users.search.Condition;
import dev.narthex.users.search.Condition.Operator;
import dev.narthex.users.search.Cursor;
import dev.narthex.users.search.Matching;
import dev.narthex.users.search.Property;
import dev.narthex.users.search.UserQuery;
import dev.narthex.users.search.UserQuery.Sort;
import dev.narthex.users.search.UserSearch;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everybody, by last name, or those whose names begin with what was typed.
public final class PeoplePage {
    private static final int LIMIT = 50;
    private static final int MOST_WORDS = 10;
    private static final List<String> NAMES = List.of("firstName", "lastName", "email", "login");
    private static final List<Choice> STATUSES = Stream.of(User.Status.values())
            .map(it -> new Choice(it.name(), Pills.of(it).text()))
            .toList();
    private static final Sort BY_NAME = new Sort(text("lastName"), false);

    /// No question of ours names one.
    private static final String NO_TYPE = "";

    private final ConsoleResponder console;
    private final ConsolePages pages;
    private final UserSearch search;
    private final InstantSource clock;

    public PeoplePage(ConsoleResponder console, ConsolePages pages, UserSearch search, InstantSource clock) {
        this.console = console;
        this.pages = pages;
        this.search = search;
        this.clock = clock;
    }

    /// GET `/admin/people`.
    public Response show(Request request) {
        return console.as(request, Right.LOOK, admin -> pages.people(view(request, admin)));
    }

    private PeopleView view(Request request, Administrator admin) {
        Instant now = clock.instant();
        String words = request.query().first("q").orElse("").strip();
        String status = status(request);
        String identity = words + "\n" + status;
        var after = request.query().first("after").flatMap(cursor -> Cursor.read(identity, cursor));
        var query = new UserQuery(where(words, status), true, Optional.of(BY_NAME), after, LIMIT, now);
        var found = search.find(query);
        var next = found.next().map(it -> address(words, status, Cursor.write(identity, it)));
        var rows = found.users().stream().map(user -> row(user, now)).toList();
        var shell = console.shell(request, admin, Section.PEOPLE, "People");
        return new PeopleView(
                shell, new Sought(words, status, STATUSES), rows, next, after.isEmpty(), admin.may(Right.MANAGE));
    }

    /// One that is no status asks for nobody in particular.
    private static String status(Request request) {
        return request.query()
                .first("status")
                .filter(name -> Arrays.stream(User.Status.values())
                        .anyMatch(it -> it.name().equals(name)))
                .orElse("");
    }

    private Optional<Matching> where(String words, String status) {
        var all = new ArrayList<Condition>();
        if (!status.isEmpty()) all.add(new Condition.Compare(new Property.Status(), Operator.EQ, status));
        Stream.of(words.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .map(PeoplePage::begins)
                .forEach(all::add);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Matching(new Condition.And(all), Matching.Sense.LOOSE, NO_TYPE));
    }

    private static Condition begins(String word) {
        return new Condition.Or(NAMES.stream()
                .<Condition>map(name -> new Condition.Compare(text(name), Operator.SW, word))
                .toList());
    }

    private static Property text(String attribute) {
        return new Property.Profile(attribute, Type.STRING, false);
    }

    private static PeopleView.Row row(User user, Instant now) {
        String lastSignIn = When.of(user.times().lastLogin());
        return new PeopleView.Row(user.id(), user.displayName(), user.login(), Pills.of(user, now), lastSignIn);
    }

    private static String address(String words, String status, String after) {
        return Section.PEOPLE.path() + "?q=" + encode(words) + "&status=" + status + "&after=" + encode(after);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
