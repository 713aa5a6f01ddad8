package dev.narthex.bench.cost;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/// Statements that find people, by bare JDBC: the rows are read, and nothing is made of them.
public final class BareSearches implements AutoCloseable {
    private final Connection connection;

    private BareSearches(Connection connection) {
        this.connection = connection;
    }

    public static BareSearches open(String url) throws SQLException {
        return new BareSearches(Jdbc.open(url));
    }

    /// @param values texts, and a number where there is a limit
    public record Statement(String sql, List<Object> values) {
        private static final String SELECT = "SELECT u.id, u.status, u.profile FROM users u ";

        public static Statement byLogin(String login) {
            return new Statement(SELECT + "WHERE u.login = ?", List.of(login));
        }

        public static Statement page(int limit) {
            return new Statement(
                    SELECT + "WHERE u.id > (SELECT MAX(id) FROM (SELECT id FROM users ORDER BY id LIMIT ?) first)"
                            + " ORDER BY u.id LIMIT ?",
                    List.of(limit, limit));
        }

        public static Statement lastNameFrom(String start, int limit) {
            String folded = folded(start);
            return new Statement(
                    SELECT + "WHERE u.last_name >= ? AND u.last_name < ? ORDER BY u.last_name, u.id LIMIT ?",
                    List.of(folded, folded + Character.toString(Character.MAX_CODE_POINT), limit));
        }

        public static Statement attribute(String name, String value, int limit) {
            return new Statement(
                    SELECT + "JOIN user_attributes a ON a.user_id = u.id"
                            + " WHERE a.name = ? AND a.value = ? ORDER BY a.user_id LIMIT ?",
                    List.of(name, folded(value), limit));
        }

        public static Statement attributeAndLastName(String name, String value, String lastName, int limit) {
            return new Statement(
                    SELECT + "JOIN user_attributes a ON a.user_id = u.id"
                            + " WHERE a.name = ? AND a.value = ? AND u.last_name = ? ORDER BY a.user_id LIMIT ?",
                    List.of(name, folded(value), folded(lastName), limit));
        }

        public static Statement lastNameHolds(String part, int limit) {
            return new Statement(
                    SELECT + "WHERE u.last_name LIKE ? ORDER BY u.id LIMIT ?",
                    List.of("%" + folded(part) + "%", limit));
        }

        private static String folded(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    /// How long it took, in nanoseconds.
    public long run(Statement statement) throws SQLException {
        long begun = System.nanoTime();
        try (var prepared = connection.prepareStatement(statement.sql())) {
            for (int i = 0; i < statement.values().size(); i++)
                prepared.setObject(i + 1, statement.values().get(i));
            try (var rows = prepared.executeQuery()) {
                while (rows.next()) for (int i = 1; i <= 3; i++) rows.getString(i);
            }
        }
        return System.nanoTime() - begun;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
