package dev.narthex.bench;

import java.util.List;

/// `./dev bench NAME [OPTIONS]`.
public final class Bench {
    private static final int USAGE = 64;
    private static final String HELP = """
            ./dev bench authorize [OPTIONS]    a signed-in browser asks for an ID token and an access token
            ./dev bench token [OPTIONS]        client_credentials, refresh with rotation, code and its redemption
            ./dev bench introspect [OPTIONS]   a resource server asks about a token
            ./dev bench write [OPTIONS]        durable writes alone, by how many ask at once
            ./dev bench signin [OPTIONS]       whole sign-ins beside their hashes, and tokens during a storm of them
            ./dev bench timing [OPTIONS]       whether times of refusals tell who is in the directory
            ./dev bench import [OPTIONS]       a file of people with bcrypt hashes, beside bare inserts of the same rows
            ./dev bench search [OPTIONS]       people looked up, paged through and searched, beside the bare SQL
            ./dev bench rules [OPTIONS]        rules of groups: people brought in under one, and one that begins

              --rounds N        how often everything is measured (3); the report gives medians
              --connections N   requests under way at once (32; signin 64, timing 4)
              --warm-up N       seconds of load before each measurement (2)
              --seconds N       seconds of load that are measured (8)
              --starts N        how often the start is measured (5; only authorize)
              --samples N       how often each kind of people is asked for (30; only timing)
              --people N        how many people (20000; only import and search)
              --database sqlite|postgresql   (sqlite; postgresql is made and started for the run)
            """;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        try {
            if (arguments.length == 0) throw new IllegalArgumentException("what to measure is missing");
            int connections = switch (arguments[0]) {
                case "signin" -> 64;
                case "timing" -> 4;
                default -> 32;
            };
            run(arguments[0], Options.parse(List.of(arguments).subList(1, arguments.length), connections));
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.err.print(HELP);
            System.exit(USAGE);
        }
    }

    private static void run(String name, Options options) throws Exception {
        switch (name) {
            case "authorize" -> new AuthorizeBench(options, System.out).run();
            case "token" -> {
                var operations = List.of(Operation.CLIENT_CREDENTIALS, Operation.REFRESH, Operation.CODE);
                new TokenBench(options, operations, System.out).run();
            }
            case "introspect" -> new TokenBench(options, List.of(Operation.INTROSPECTION), System.out).run();
            case "signin" -> new SignInBench(options, System.out).run();
            case "timing" -> new TimingBench(options, System.out).run();
            case "rules" -> new RuleBench(options, System.out).run();
            case "write" -> new WriteBench(options, System.out).run();
            case "import" -> new ImportBench(options, System.out).run();
            case "search" -> new SearchBench(options, System.out).run();
            default -> throw new IllegalArgumentException("nothing to measure is called '" + name + "'");
        }
    }
}
