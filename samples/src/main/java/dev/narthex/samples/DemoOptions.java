package dev.narthex.samples;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// What `./dev demo` can be told.
/// @param data where the server keeps things, and `demo.json` appears
/// @param port of the identity provider; the sample app has the next one, then come the sample API and the old store
/// @param legacyStore whether an old store of people is started, too, from which they move at their first sign-in
record DemoOptions(Path data, int port, boolean legacyStore) {
    private static final int LAST_FIRST_PORT = 65_532;

    /// @throws IllegalArgumentException in words for people, if the arguments are wrong
    static DemoOptions parse(List<String> arguments) {
        var data = Path.of("narthex-demo");
        int port = 8080;
        boolean legacyStore = false;
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            String name = rest.next();
            switch (name) {
                case "--data" -> data = Path.of(value(name, rest));
                case "--port" -> port = port(value(name, rest));
                case "--with-legacy-store" -> legacyStore = true;
                default ->
                    throw new IllegalArgumentException(
                            "'" + name + "' is not known: there are --data, --port and --with-legacy-store");
            }
        }
        return new DemoOptions(data.toAbsolutePath().normalize(), port, legacyStore);
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) throw new IllegalArgumentException(name + " needs a value");
        return rest.next();
    }

    private static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (port >= 1 && port <= LAST_FIRST_PORT) return port;
        throw new IllegalArgumentException("--port is '" + text + "': give a number from 1 to " + LAST_FIRST_PORT);
    }

    int appPort() {
        return port + 1;
    }

    int apiPort() {
        return port + 2;
    }

    int legacyPort() {
        return port + 3;
    }

    /// All ports that must be free.
    List<Integer> ports() {
        var three = List.of(port, appPort(), apiPort());
        return legacyStore ? List.of(port, appPort(), apiPort(), legacyPort()) : three;
    }
}
