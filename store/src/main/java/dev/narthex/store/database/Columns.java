package dev.narthex.store.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// How values lie in columns: times as milliseconds since 1970, a page begins after the empty id.
public final class Columns {
    /// Follows whatever begins with the same letters: the greatest character there is.
    public static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private Columns() {}

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    public static Optional<Instant> maybeInstant(ResultSet row, String column) throws SQLException {
        Instant found = instant(row, column);
        return row.wasNull() ? Optional.empty() : Optional.of(found);
    }

    public static Long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }

    /// Every id is greater than the empty one.
    public static String after(Optional<String> id) {
        return id.orElse("");
    }
}
