package dev.narthex.bench;

import java.util.List;

/// `./dev bench NAME [OPTIONS]`.
public final class Bench {
    private static final int USAGE = 64;
    private static final String HELP = """
            ./dev bench authorize [OPTIONS]   a signed-in browser asks for an ID token and an access token

              --rounds N        how often everything is measured (3); the report gives medians
              --connections N   requests under way at once (32)
              --warm-up N       seconds of load before each measurement (2)
              --seconds N       seconds of load that are measured (8)
              --starts N        how often the start is measured (5)
              --database sqlite|postgresql   (sqlite; postgresql is made and started for the run)
            """;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0 || !arguments[0].equals("authorize")) {
            System.err.print(HELP);
            System.exit(USAGE);
        }
        try {
            var options = Options.parse(List.of(arguments).subList(1, arguments.length));
            new AuthorizeBench(options, System.out).run();
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.err.print(HELP);
            System.exit(USAGE);
        }
    }
}
