package dev.narthex.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How much is measured. Times are in seconds.
///
/// @param people how many are brought in, and searched among
record Options(
        int rounds, int connections, int warmUp, int seconds, int starts, int samples, int people, boolean postgresql) {

    /// @throws IllegalArgumentException if an option is unknown or not what it must be
    static Options parse(List<String> arguments) {
        return parse(arguments, 32);
    }

    /// @param connections how many there are unless told otherwise
    static Options parse(List<String> arguments, int connections) {
        var given = pairs(arguments);
        var options = new Options(
                number(given, "--rounds", 3),
                number(given, "--connections", connections),
                number(given, "--warm-up", 2),
                number(given, "--seconds", 8),
                number(given, "--starts", 5),
                number(given, "--samples", 30),
                people(given),
                isPostgresql(given));
        if (!given.isEmpty()) throw new IllegalArgumentException("unknown: " + String.join(" ", given.keySet()));
        return options;
    }

    private static Map<String, String> pairs(List<String> arguments) {
        var pairs = new LinkedHashMap<String, String>();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) throw new IllegalArgumentException(arguments.get(i) + " needs a value");
            pairs.put(arguments.get(i), arguments.get(i + 1));
        }
        return pairs;
    }

    private static int number(Map<String, String> given, String name, int usual) {
        String text = given.remove(name);
        if (text == null) return usual;
        if (!text.matches("[1-9][0-9]{0,3}")) throw new IllegalArgumentException(name + " takes a number, 1 to 9999");
        return Integer.parseInt(text);
    }

    private static int people(Map<String, String> given) {
        String text = given.remove("--people");
        if (text == null) return 20_000;
        if (text.matches("[1-9][0-9]{3,6}")) return Integer.parseInt(text);
        throw new IllegalArgumentException("--people takes a number, 1000 to 9999999");
    }

    private static boolean isPostgresql(Map<String, String> given) {
        String text = given.remove("--database");
        if (text == null || text.equals("sqlite")) return false;
        if (text.equals("postgresql")) return true;
        throw new IllegalArgumentException("--database is sqlite or postgresql");
    }
}
