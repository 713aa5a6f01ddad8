package dev.narthex.store.people;

import dev.narthex.users.User;
import dev.narthex.users.search.Condition;
import dev.narthex.users.search.Property;
import dev.narthex.users.search.UserQuery;
import dev.narthex.users.search.UserQuery.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Walks an index in the order of a query, a window at a time: so many entries are looked at and no more, whoever meets
/// the condition.
final class Walk {
    private static final String USERS = "users k";

    private final Handle handle;
    private final UserQuery query;
    private final Order order;

    Walk(Handle handle, UserQuery query, Order order) {
        this.handle = handle;
        this.query = query;
        this.order = order;
    }

    /// The index that is walked: its entries in the order of `key`, if it has one, and `id`.
    private record Path(String table, String id, Optional<String> key, String where) {
        boolean isOfUsers() {
            return table.equals(USERS);
        }
    }

    /// The first users of the window that begins after `from` who may meet the condition, `most` at most.
    List<User> users(Optional<Position> from, boolean absent, int window, int most) {
        var values = new Values();
        var path = path(absent, values);
        // Ids first: a row with its profile is fetched of those alone who are on the page.
        String statement = "SELECT u.id FROM " + people(path, from, window, values) + where(values) + " ORDER BY "
                + ordered("wkey", "u.id") + " LIMIT " + values.bind(most);
        var ids = handle.createQuery(statement)
                .bindMap(values.all())
                .map((row, _) -> row.getString("id"))
                .list();
        return UserRows.inOrder(handle, ids);
    }

    private String where(Values values) {
        var parts = new ArrayList<String>();
        query.where()
                .flatMap(it -> new Residue(values, query.now()).of(it.condition()))
                .ifPresent(parts::add);
        if (!query.leavers()) parts.add("u.status <> 'DEPROVISIONED'");
        return parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
    }

    /// The last entry of the window that begins after `from`; empty if it has fewer entries, and the walk ends in it.
    Optional<Position> end(Optional<Position> from, boolean absent, int window) {
        var values = new Values();
        var path = path(absent, values);
        String inner = window(path.id() + " AS wid", path, from, 1, values);
        return handle.createQuery(inner + " OFFSET " + values.bind(window - 1))
                .bindMap(values.all())
                .map((row, _) -> new Position(absent, row.getString("wkey"), row.getString("wid")))
                .findOne();
    }

    /// The people `u` of the window. Where their own table is walked, it is not asked for them again.
    private String people(Path path, Optional<Position> from, int entries, Values values) {
        if (path.isOfUsers()) return "(" + window("k.*", path, from, entries, values) + ") u";
        String window = window(path.id() + " AS wid", path, from, entries, values);
        return "(" + window + ") w JOIN users u ON u.id = w.wid";
    }

    private String window(String what, Path path, Optional<Position> from, int entries, Values values) {
        String key = path.key().orElse("''");
        var where = new StringBuilder(path.where());
        from.ifPresent(position -> where.append(where.isEmpty() ? "" : " AND ").append(after(path, position, values)));
        return "SELECT " + what + ", " + key + " AS wkey FROM " + path.table()
                + (where.isEmpty() ? "" : " WHERE " + where) + " ORDER BY "
                + (path.key().isPresent() ? ordered(key, path.id()) : directed(path.id())) + " LIMIT "
                + values.bind(entries);
    }

    private String after(Path path, Position position, Values values) {
        String sign = order.descending() ? " < " : " > ";
        String id = values.bind(position.id());
        if (path.key().isEmpty()) return path.id() + sign + id;
        boolean time = order.key().filter(Property.Time.class::isInstance).isPresent();
        String key = values.bind(time ? (Object) Order.millis(position.key()) : position.key());
        return "(" + path.key().get() + ", " + path.id() + ")" + sign + "(" + key + ", " + id + ")";
    }

    private String ordered(String key, String id) {
        return directed(key) + ", " + directed(id);
    }

    private String directed(String column) {
        return column + (order.descending() ? " DESC" : "");
    }

    private Path path(boolean absent, Values values) {
        var place = order.key().flatMap(Place::of);
        if (place.isEmpty()) return byId(values);
        return switch (place.get()) {
            case Place.Column column
            when absent -> new Path(USERS, "k.id", Optional.empty(), "k." + column.name() + " IS NULL");
            case Place.Column column ->
                new Path(USERS, "k.id", Optional.of("k." + column.name()), "k." + column.name() + " IS NOT NULL");
            case Place.Rows _ when absent -> new Path(USERS, "k.id", Optional.empty(), "");
            case Place.Rows(var attribute) ->
                new Path(
                        "user_attributes k", "k.user_id", Optional.of("k.value"), "k.name = " + values.bind(attribute));
        };
    }

    /// Entries of one value lie in the order of ids: where all who are sought have it, only they are walked.
    private Path byId(Values values) {
        return query.where()
                .flatMap(it -> equal(it.condition()))
                .flatMap(it -> among(it, values))
                .orElseGet(() -> new Path(USERS, "k.id", Optional.empty(), ""));
    }

    private static Optional<Condition.Compare> equal(Condition condition) {
        return switch (condition) {
            case Condition.Compare compare
            when compare.operator() == Condition.Operator.EQ && !Comparison.isLockedOut(compare) ->
                Optional.of(compare);
            case Condition.And(var all) ->
                all.stream().map(Walk::equal).flatMap(Optional::stream).findFirst();
            case Condition.Compare _, Condition.Or _, Condition.Present _ -> Optional.empty();
        };
    }

    private static Optional<Path> among(Condition.Compare compare, Values values) {
        return Place.of(compare.property()).flatMap(place -> switch (place) {
            case Place.Column column ->
                new Comparison(values)
                        .of("k." + column.name(), compare)
                        .map(where -> new Path(USERS, "k.id", Optional.empty(), where));
            case Place.Rows(var attribute) -> {
                String named = "k.name = " + values.bind(attribute) + " AND ";
                yield new Comparison(values)
                        .of("k.value", compare)
                        .map(where -> new Path("user_attributes k", "k.user_id", Optional.empty(), named + where));
            }
        });
    }
}
