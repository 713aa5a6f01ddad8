package dev.narthex.server;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The program `narthex`.
public final class Main {
    private static final List<Command> COMMANDS = List.of(
            new ServeCommand(),
            new ImportCommand(),
            new ExportCommand(),
            new MasterKeyCommand(),
            new VersionCommand(),
            new HelpCommand());

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(new Console(System.getenv(), System.out, System.err), arguments));
    }

    static int run(Console console, String... arguments) {
        var line = commandLine();
        var parsed = line.parseArgs(arguments);
        var wanted = innermost(parsed);
        if (wanted.isUsageHelpRequested()) {
            wanted.commandSpec().commandLine().usage(console.out());
            return ExitCode.DONE;
        }
        var command = COMMANDS.stream()
                .filter(each -> each.name().equals(wanted.commandSpec().name()))
                .findFirst();
        if (command.isEmpty() || wanted == parsed) return refuse(line, parsed, console);
        if (wanted.errors().isEmpty() || command.get().reportsErrors())
            return command.get().run(wanted, console);
        return refuse(wanted.commandSpec().commandLine(), wanted, console);
    }

    private static int refuse(CommandLine line, ParseResult parsed, Console console) {
        if (!parsed.errors().isEmpty()) console.complain("the command line is wrong", messages(parsed));
        line.usage(console.err());
        return ExitCode.USAGE;
    }

    /// What picocli found wrong, a line each.
    static List<String> messages(ParseResult parsed) {
        return parsed.errors().stream()
                .map(Throwable::getMessage)
                .flatMap(String::lines)
                .toList();
    }

    private static ParseResult innermost(ParseResult parsed) {
        return parsed.hasSubcommand() ? innermost(parsed.subcommand()) : parsed;
    }

    /// The whole command line, for parsing and for help pages.
    static CommandLine commandLine() {
        var spec = CommandSpec.create().name("narthex").mixinStandardHelpOptions(false);
        spec.addOption(helpOption());
        spec.usageMessage()
                .description("An identity provider that speaks Okta's wire protocol.", "")
                .synopsisSubcommandLabel("COMMAND")
                .footer("", "'narthex help COMMAND' says more about one.", "", exitCodes());
        COMMANDS.forEach(command -> spec.addSubcommand(command.name(), described(command)));
        spec.parser().collectErrors(true);
        return new CommandLine(spec).setUsageHelpWidth(100);
    }

    private static CommandSpec described(Command command) {
        var spec = command.spec().name(command.name());
        spec.addOption(helpOption());
        spec.parser().collectErrors(true);
        return spec;
    }

    private static OptionSpec helpOption() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build();
    }

    static String exitCodes() {
        return String.join(
                "%n",
                "Exit codes:",
                "   0  done, or stopped when asked to (SIGTERM, SIGINT)",
                "   1  it could not start, or it failed: the log says why",
                "  64  the command line is wrong",
                "  78  a setting in the environment or in a file is wrong, or one is missing");
    }
}
