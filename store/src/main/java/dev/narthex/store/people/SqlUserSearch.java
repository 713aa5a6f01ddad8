package dev.narthex.store.people;

import dev.narthex.store.database.Database;
import dev.narthex.users.User;
import dev.narthex.users.search.UserQuery;
import dev.narthex.users.search.UserQuery.Found;
import dev.narthex.users.search.UserQuery.Position;
import dev.narthex.users.search.UserSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Searches by one of two ways. Where an index says that only few can meet the condition, those are read and looked at.
/// Where many can, an index is walked in the order of the query: so a page is soon full. Either way the condition is
/// checked on each user, and the statements only leave out who can't meet it.
public final class SqlUserSearch implements UserSearch {
    /// So many can be read at once and sorted here.
    private static final int FEW = 2_000;
    /// Half of the entries of an index that are looked at in one call.
    private static final int WINDOW = 5_000;
    private static final int WINDOWS = 2;
    private static final int STRIDE = 400;

    private static final int AT_ONCE = 250;

    private final Database database;
    private final int window;

    public SqlUserSearch(Database database) {
        this(database, WINDOW);
    }

    /// @param window for tests, which can't make as many users
    public SqlUserSearch(Database database, int window) {
        this.database = database;
        this.window = window;
    }

    @Override
    public Found find(UserQuery query) {
        return database.read(handle -> new Run(handle, query).find());
    }

    private final class Run {
        private final Handle handle;
        private final UserQuery query;
        private final Order order;
        private final List<User> found = new ArrayList<>();

        Run(Handle handle, UserQuery query) {
            this.handle = handle;
            this.query = query;
            this.order = new Order(query.sort());
        }

        Found find() {
            return query.where()
                    .flatMap(it -> new Probe(handle, query.now(), Math.min(FEW, window)).few(it.condition()))
                    .map(this::among)
                    .orElseGet(this::walked);
        }

        private Found among(Set<String> ids) {
            var sorted = ids.stream().sorted().toList();
            boolean byId = order.key().isEmpty() && !order.descending();
            String after = byId ? query.after().map(Position::id).orElse("") : "";
            var rest = sorted.stream().filter(id -> id.compareTo(after) > 0).toList();
            for (int at = 0; at < rest.size() && !(byId && isFull()); at += AT_ONCE) {
                keep(UserRows.inOrder(handle, rest.subList(at, Math.min(rest.size(), at + AT_ONCE))));
            }
            if (!byId) sort();
            return page(Optional.empty());
        }

        private void sort() {
            found.sort((one, other) -> order.compare(order.of(one), order.of(other)));
            query.after().ifPresent(after -> found.removeIf(user -> order.compare(order.of(user), after) <= 0));
        }

        private Found walked() {
            var walk = new Walk(handle, query, order);
            boolean absent = query.after().map(Position::absent).orElse(false);
            Optional<Position> from = query.after();
            int budget = WINDOWS * window;
            // Most pages are full after the first few: only a walk that finds little takes longer strides.
            for (int stride = STRIDE; budget > 0; stride *= 4) {
                int entries = Math.min(stride, budget);
                budget -= entries;
                var users = walk.users(from, absent, entries, query.limit() + 1);
                keep(users.stream().filter(inPhase(absent)).toList());
                if (isFull()) return page(Optional.empty());
                if (users.size() > query.limit()) {
                    from = Optional.of(at(users.getLast(), absent));
                    continue;
                }
                var end = walk.end(from, absent, entries);
                if (end.isPresent()) {
                    from = end;
                } else if (!absent && order.key().isPresent()) {
                    absent = true;
                    from = Optional.of(new Position(true, "", order.descending() ? LAST_ID : ""));
                } else {
                    return page(Optional.empty());
                }
            }
            return page(from);
        }

        /// Among those who have no rows of an attribute the walk meets the others, too.
        private java.util.function.Predicate<User> inPhase(boolean absent) {
            boolean keyed = order.key().isPresent();
            return user -> !keyed || order.of(user).absent() == absent;
        }

        private Position at(User user, boolean absent) {
            return absent ? new Position(true, "", user.id()) : order.of(user);
        }

        private void keep(List<User> users) {
            for (User user : users) {
                boolean meets =
                        query.where().map(it -> it.of(user, query.now())).orElse(true);
                boolean left = user.status() == User.Status.DEPROVISIONED && !query.leavers();
                if (meets && !left) found.add(user);
            }
        }

        private boolean isFull() {
            return found.size() > query.limit();
        }

        /// @param rest from where to go on if the page is not full
        private Found page(Optional<Position> rest) {
            if (!isFull()) return new Found(found, rest);
            var page = found.subList(0, query.limit());
            return new Found(page, Optional.of(order.of(page.getLast())));
        }
    }

    /// Follows every id.
    private static final String LAST_ID = "~";
}
