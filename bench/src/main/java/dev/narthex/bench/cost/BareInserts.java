package dev.narthex.bench.cost;

import dev.narthex.store.Storage;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What it takes at least to have people in the tables: the very rows that an import made are inserted into an empty
/// database of the same kind by bare JDBC, as many people in a transaction, with nothing read, checked or made.
public final class BareInserts {
    private static final int BATCH = 1_000;
    private static final List<String> TABLES = List.of("credentials", "user_attributes", "memberships");

    private final Connection from;
    private final Connection to;
    private long inserting;

    private BareInserts(Connection from, Connection to) {
        this.from = from;
        this.to = to;
    }

    /// People a second.
    public static double perSecond(String fromUrl, String toUrl) throws SQLException {
        Storage.open(toUrl, new SecureRandom()).close();
        try (var from = Jdbc.open(fromUrl);
                var to = Jdbc.open(toUrl)) {
            to.setAutoCommit(false);
            return new BareInserts(from, to).run();
        }
    }

    private double run() throws SQLException {
        long people = 0;
        String last = "";
        while (true) {
            var users = rows("SELECT * FROM users WHERE id > '" + last + "' ORDER BY id LIMIT " + BATCH);
            if (users.rows().isEmpty()) return people / (inserting / 1e9);
            String first = (String) users.rows().getFirst().getFirst();
            last = (String) users.rows().getLast().getFirst();
            var others = new ArrayList<Rows>();
            for (String table : TABLES) {
                others.add(rows(
                        "SELECT * FROM " + table + " WHERE user_id >= '" + first + "' AND user_id <= '" + last + "'"));
            }
            insert(users, others);
            people += users.rows().size();
        }
    }

    private void insert(Rows users, List<Rows> others) throws SQLException {
        long begun = System.nanoTime();
        insert("users", users);
        for (int i = 0; i < TABLES.size(); i++) insert(TABLES.get(i), others.get(i));
        to.commit();
        inserting += System.nanoTime() - begun;
    }

    private record Rows(int columns, List<List<Object>> rows) {}

    private Rows rows(String query) throws SQLException {
        try (var statement = from.createStatement();
                var found = statement.executeQuery(query)) {
            int columns = found.getMetaData().getColumnCount();
            var rows = new ArrayList<List<Object>>();
            while (found.next()) {
                var row = new ArrayList<Object>();
                for (int i = 1; i <= columns; i++) row.add(found.getObject(i));
                rows.add(row);
            }
            return new Rows(columns, rows);
        }
    }

    private void insert(String table, Rows rows) throws SQLException {
        if (rows.rows().isEmpty()) return;
        String marks = "?, ".repeat(rows.columns() - 1) + "?";
        try (var statement = to.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
            for (var row : rows.rows()) {
                for (int i = 0; i < row.size(); i++) statement.setObject(i + 1, row.get(i));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
