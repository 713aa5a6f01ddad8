package dev.narthex.store.database;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/// Keeps the statements of one connection, for SQLite parses a text anew each time, which takes longer than most of
/// what
/// we ask. For one thread at a time, as its connection is.
///
/// A statement in use is nobody else's, so a text may be asked again while its answer is still read. One that failed is
/// not used again.
final class KeptStatements implements StatementBuilder {
    private static final int MOST = 200;

    private final StatementBuilder builder = new DefaultStatementBuilder();
    private final SequencedMap<String, PreparedStatement> idle = new LinkedHashMap<>(MOST, 0.75f, true);
    private final Map<PreparedStatement, Use> used = new HashMap<>();

    /// @param sql as the database was asked; the name that a statement is closed by is what it was made of
    private record Use(String sql, StatementContext context) {}

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        return builder.create(connection, context);
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        if (context.isReturningGeneratedKeys()) return builder.create(connection, sql, context);
        var kept = idle.remove(sql);
        var statement = kept == null ? builder.create(connection, sql, context) : kept;
        used.put(statement, new Use(sql, context));
        return statement;
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return builder.createCall(connection, sql, context);
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        var use = statement instanceof PreparedStatement prepared ? used.remove(prepared) : null;
        if (use == null || use.context().getExceptionMoment() != null) {
            statement.close();
            return;
        }
        var prepared = (PreparedStatement) statement;
        // What was asked about is not to lie around.
        prepared.clearParameters();
        var twin = idle.put(use.sql(), prepared);
        if (twin != null) twin.close();
        if (idle.size() > MOST) idle.pollFirstEntry().getValue().close();
    }

    /// Statements outlive the handles of a connection, and end with it.
    @Override
    public void close(Connection connection) {}
}
