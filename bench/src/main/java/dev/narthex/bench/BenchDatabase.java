package dev.narthex.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// Where the server keeps its data: SQLite, or a PostgreSQL of its own that ends with the run.
record BenchDatabase(String name, List<String> options, Closeable server) implements Closeable {

    static BenchDatabase open(boolean postgresql) throws IOException {
        if (!postgresql) return new BenchDatabase("SQLite", List.of(), () -> {});
        var server = EmbeddedPostgres.start();
        var url = "postgresql://postgres:postgres@localhost:" + server.getPort() + "/postgres";
        return new BenchDatabase("PostgreSQL", List.of("--database", url), server);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
