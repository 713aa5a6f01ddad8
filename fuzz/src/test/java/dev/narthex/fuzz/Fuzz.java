package dev.narthex.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// `./dev fuzz [TARGET] [DURATION|FILE]`.
public final class Fuzz {
    private static final int FOUND = 1;
    private static final int USAGE = 64;
    private static final Duration STANDARD = Duration.ofMinutes(1);
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})([smh])");
    private static final String HELP = """
            ./dev fuzz                      every target, a minute each
            ./dev fuzz TARGET [DURATION]    one target, as 30s, 10m or 8h; `all` for every one
            ./dev fuzz TARGET FILE          one input again: what a finding says
            ./dev fuzz list                 the targets
            """;

    private Fuzz() {}

    /// @param arguments the folder of this module, then those of the command
    public static void main(String[] arguments) throws Exception {
        try {
            System.exit(run(Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length)));
        } catch (IllegalArgumentException e) {
            System.err.println("fuzz: " + e.getMessage());
            System.err.print(HELP);
            System.exit(USAGE);
        }
    }

    private static int run(Path module, List<String> arguments) throws Exception {
        if (arguments.size() > 2) throw new IllegalArgumentException("too many arguments");
        String what = arguments.isEmpty() ? "all" : arguments.getFirst();
        if (what.equals("list")) {
            Targets.names().forEach(System.out::println);
            return 0;
        }
        var names = what.equals("all") ? Targets.names() : List.of(what);
        if (!Targets.names().containsAll(names)) throw new IllegalArgumentException("no target '" + what + "'");
        if (arguments.size() == 2 && Files.isRegularFile(Path.of(arguments.get(1)))) {
            return again(what, Path.of(arguments.get(1)));
        }
        return search(module, names, arguments.size() == 2 ? duration(arguments.get(1)) : STANDARD);
    }

    private static int search(Path module, List<String> names, Duration each) throws IOException, InterruptedException {
        int found = 0;
        for (String name : names) found += new Campaign(module, name, each).run() ? 1 : 0;
        System.out.println(
                found == 0
                        ? "Nothing found."
                        : "Findings in " + found + " of " + names.size() + " targets, see above.");
        return found == 0 ? 0 : FOUND;
    }

    private static int again(String name, Path file) throws IOException {
        try {
            Targets.named(name).accept(Files.readAllBytes(file));
            System.out.println("Holds.");
            return 0;
        } catch (Exception | AssertionError | StackOverflowError e) {
            e.printStackTrace(System.out);
            return FOUND;
        }
    }

    static Duration duration(String text) {
        var length = LENGTH.matcher(text);
        if (!length.matches()) {
            throw new IllegalArgumentException("neither a file nor a duration as 30s, 10m or 8h: " + text);
        }
        long number = Long.parseLong(length.group(1));
        return switch (length.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
