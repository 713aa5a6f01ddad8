package dev.narthex.bench;

import dev.narthex.crypt.MasterKey;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Where the server keeps its data: SQLite, or a PostgreSQL of its own that ends with the run.
record BenchDatabase(String name, Optional<EmbeddedPostgres> server) implements Closeable {

    static BenchDatabase open(boolean postgresql) throws IOException {
        if (!postgresql) return new BenchDatabase("SQLite", Optional.empty());
        return new BenchDatabase("PostgreSQL", Optional.of(EmbeddedPostgres.start()));
    }

    /// Of the command line. Servers of one PostgreSQL share a master key: it is made in the folder of the run.
    List<String> options(Path folder) throws IOException {
        if (server.isEmpty()) return List.of();
        var key = folder.resolve("master.key");
        if (!Files.exists(key))
            Files.writeString(key, MasterKey.make(new SecureRandom()).encoded());
        return List.of("--database", url(server.get(), "postgres"), "--master-key-file", key.toString());
    }

    /// Another one of the same kind, on the same disk, to be measured alone.
    String another(Path folder) throws SQLException {
        if (server.isEmpty()) return "sqlite:" + folder.resolve("alone-" + System.nanoTime() + ".db");
        String database = "alone" + System.nanoTime();
        try (var connection = server.get().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        return url(server.get(), database);
    }

    private static String url(EmbeddedPostgres server, String database) {
        return "postgresql://postgres:postgres@localhost:" + server.getPort() + "/" + database;
    }

    @Override
    public void close() throws IOException {
        if (server.isPresent()) server.get().close();
    }
}
