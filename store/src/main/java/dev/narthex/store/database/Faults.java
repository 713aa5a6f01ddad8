package dev.narthex.store.database;

import dev.narthex.http.Unavailable;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;

/// Tells the three things apart that a failed statement can mean: try again, the database is broken or away, or our
/// own mistake.
final class Faults {
    // https://sqlite.org/rescode.html: BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB
    private static final Set<Integer> SQLITE_BROKEN = Set.of(5, 6, 7, 8, 9, 10, 11, 13, 14, 26);
    // PostgreSQL, Appendix A, by class: connection, resources, operator intervention, system error.
    private static final Set<String> POSTGRESQL_BROKEN = Set.of("08", "53", "57", "58");
    // Read-only transaction (a standby), lock not available.
    private static final Set<String> POSTGRESQL_NOT_NOW = Set.of("25006", "55P03", "25P03", "25P04");
    // Serialization failure, deadlock.
    private static final Set<String> LOST_A_RACE = Set.of("40001", "40P01");

    private static final String UNIQUE_VIOLATION = "23505";

    private Faults() {}

    /// Whether doing the same again may succeed: another transaction was in the way.
    static boolean lostARace(Throwable fault) {
        return sql(fault)
                .map(SQLException::getSQLState)
                .filter(LOST_A_RACE::contains)
                .isPresent();
    }

    /// Whether doing the same again may find what another transaction has written meanwhile, and take the other branch.
    static boolean mayGoOtherwise(Throwable fault) {
        return lostARace(fault)
                || sql(fault)
                        .map(SQLException::getSQLState)
                        .filter(UNIQUE_VIOLATION::equals)
                        .isPresent();
    }

    /// Whether the database is broken or away, so that whatever is asked of it now fails.
    static boolean broken(Throwable fault) {
        return fault instanceof Unavailable || sql(fault).filter(Faults::broken).isPresent();
    }

    /// What a caller is to see of `fault`: `Unavailable`, or our mistake as it is.
    static RuntimeException seen(RuntimeException fault) {
        boolean away = !(fault instanceof Unavailable) && (broken(fault) || lostARace(fault));
        return away ? new Unavailable("the database did not do its work", fault) : fault;
    }

    private static boolean broken(SQLException fault) {
        String state = fault.getSQLState();
        if (state == null) {
            return SQLITE_BROKEN.contains(fault.getErrorCode()) || away(fault);
        }
        return away(fault)
                || POSTGRESQL_NOT_NOW.contains(state)
                || state.length() == 5 && POSTGRESQL_BROKEN.contains(state.substring(0, 2));
    }

    private static boolean away(SQLException fault) {
        return fault instanceof SQLTransientException
                || fault instanceof SQLRecoverableException
                || fault instanceof SQLNonTransientConnectionException;
    }

    private static Optional<SQLException> sql(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
