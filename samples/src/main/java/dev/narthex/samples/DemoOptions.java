package dev.narthex.samples;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// What `./dev demo` can be told.
/// @param data where the server keeps things, and `demo.json` appears
/// @param port of the identity provider; the sample app has the next one, the sample API the one after it
record DemoOptions(Path data, int port) {
    private static final int LAST_FIRST_PORT = 65_533;

    /// @throws IllegalArgumentException in words for people, if the arguments are wrong
    static DemoOptions parse(List<String> arguments) {
        var data = Path.of("narthex-demo");
        int port = 8080;
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            String name = rest.next();
            switch (name) {
                case "--data" -> data = Path.of(value(name, rest));
                case "--port" -> port = port(value(name, rest));
                default ->
                    throw new IllegalArgumentException("'" + name + "' is not known: there are --data and --port");
            }
        }
        return new DemoOptions(data.toAbsolutePath().normalize(), port);
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
}
