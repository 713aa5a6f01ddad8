package dev.narthex.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.narthex.http.Unavailable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;

/// A server that other nodes may share: a pool to read, one connection to write, one that follows the feed.
///
/// The database ends whatever hangs, so that a node which is cut off or stopped in the middle of a transaction
/// holds no lock for long, and so that a change is visible at most [SharedFeed#OVERLAP] after it was stamped.
final class PostgresqlConnections implements Connections {
    private static final int READERS = 16;
    private static final int PATIENCE_MILLIS = 5_000;
    /// Until then every node acts on what is written now: it has heard of it, and finished what it began before.
    private static final Duration SETTLING = SharedFeed.OVERLAP.plusSeconds(2);
    private static final String SESSION =
            "SET statement_timeout = '10s'; SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '3s'";

    private final DatabaseUrl.Postgresql url;
    private final HikariDataSource readers;
    private final HikariDataSource writer;
    private final Jdbi reading;
    private final Jdbi writing;
    private final SharedFeed feed;

    private PostgresqlConnections(DatabaseUrl.Postgresql url) {
        this.url = url;
        this.writer = new HikariDataSource(pool("narthex-write", url, 1, 1));
        this.readers = new HikariDataSource(pool("narthex-read", url, READERS, 2));
        this.reading = Jdbi.create(readers);
        this.writing = Jdbi.create(writer)
                .define("locked", "FOR NO KEY UPDATE OF u")
                .define("free", "FOR UPDATE SKIP LOCKED")
                .define("settling", SETTLING.toMillis());
        this.feed = new SharedFeed(Jdbi.create(() -> follow(url)));
    }

    /// Connects to the database. `Unavailable` says why that cannot be.
    static PostgresqlConnections open(DatabaseUrl.Postgresql url) {
        try {
            return new PostgresqlConnections(url);
        } catch (HikariPool.PoolInitializationException e) {
            throw new Unavailable("the database " + url + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public Jdbi reading() {
        return reading;
    }

    @Override
    public Jdbi writing() {
        return writing;
    }

    @Override
    public Feed feed() {
        return feed;
    }

    @Override
    public void migrate() {
        new Migrations(Dialect.POSTGRESQL, url.jdbc(), url.user(), url.password()).bringUpToDate(writing);
    }

    @Override
    public void start() {
        feed.start();
    }

    @Override
    public void close() {
        feed.close();
        readers.close();
        writer.close();
    }

    private static HikariConfig pool(String name, DatabaseUrl.Postgresql url, int most, int idle) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.user());
        config.setPassword(url.password());
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(idle);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setConnectionInitSql(SESSION);
        config.setDataSourceProperties(properties());
        return config;
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "narthex");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "15");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    private static Connection follow(DatabaseUrl.Postgresql url) throws SQLException {
        Properties properties = properties();
        properties.setProperty("user", url.user());
        properties.setProperty("password", url.password());
        return DriverManager.getConnection(url.jdbc(), properties);
    }
}
