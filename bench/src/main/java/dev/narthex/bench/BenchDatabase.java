package dev.narthex.bench;

import dev.narthex.crypt.MasterKey;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// Where the server keeps its data: SQLite, or a PostgreSQL of its own that ends with the run.
record BenchDatabase(String name, List<EmbeddedPostgres> servers) implements Closeable {

    static BenchDatabase open(boolean postgresql) throws IOException {
        var servers = new ArrayList<EmbeddedPostgres>();
        if (postgresql) servers.add(started());
        return new BenchDatabase(postgresql ? "PostgreSQL" : "SQLite", servers);
    }

    /// Of the command line. Servers of one PostgreSQL share a master key: it is made in the folder of the run.
    List<String> options(Path folder) throws IOException {
        return servers.isEmpty() ? List.of() : options(folder, url(servers.getFirst()));
    }

    /// The same for one of these.
    List<String> options(Path folder, String url) throws IOException {
        if (servers.isEmpty()) return List.of("--database", url);
        var key = folder.resolve("master.key");
        if (!Files.exists(key))
            Files.writeString(key, MasterKey.make(new SecureRandom()).encoded());
        return List.of("--database", url, "--master-key-file", key.toString());
    }

    /// Another one of the same kind, on the same disk, to be measured alone.
    String another(Path folder) throws IOException {
        if (servers.isEmpty()) return "sqlite:" + folder.resolve("alone-" + System.nanoTime() + ".db");
        servers.add(started());
        return url(servers.getLast());
    }

    /// As one that is in use: what is committed is on the disk. Left alone, this one would not wait for it.
    private static EmbeddedPostgres started() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .start();
    }

    private static String url(EmbeddedPostgres server) {
        return "postgresql://postgres:postgres@localhost:" + server.getPort() + "/postgres";
    }

    @Override
    public void close() throws IOException {
        for (var server : servers) server.close();
    }
}
