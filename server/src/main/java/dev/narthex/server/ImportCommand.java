package dev.narthex.server;

import dev.narthex.id.Ids;
import dev.narthex.imports.Format;
import dev.narthex.imports.Source;
import dev.narthex.password.Argon2Cost;
import dev.narthex.password.HashGate;
import dev.narthex.password.Passwords;
import dev.narthex.server.config.ConfigResult;
import dev.narthex.server.config.ServerConfig;
import dev.narthex.server.config.Setting;
import dev.narthex.server.imports.ImportRun;
import dev.narthex.server.imports.Sources;
import dev.narthex.store.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `narthex import`: brings people into the database, from a file or from another server.
final class ImportCommand implements Command {
    private static final List<Setting> SETTINGS = List.of(Setting.DATA, Setting.DATABASE, Setting.CONFIG);
    private static final String USERS = "users";
    private static final String OKTA = "okta";

    @Override
    public String name() {
        return "import";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.addPositional(parameter("0", "users|okta", "What to import: a file of users, or the users of a server."));
        spec.addPositional(parameter("1", "FILE|URL", "The file, or the base URL of the server."));
        spec.addOption(
                value("--format", "FORMAT", "What the file is: " + formats() + ". Default: what its name says."));
        spec.addOption(value("--report", "FILE", "Where refused rows go. Default: FILE.refused.jsonl."));
        spec.addOption(value("--token-file", "FILE", "File with the API token of the server to import from."));
        spec.addOption(flag("--dry-run", "Read and report everything, store nothing."));
        spec.addOption(
                flag("--progress-lines", "Tell of each batch in a line of its own, for programs that read along."));
        spec.addOption(flag("--make-groups", "Make groups that are named and not there."));
        spec.addOption(flag("--password-hook", "Let the password import hook vouch for people at first sign-in."));
        SETTINGS.forEach(setting -> spec.addOption(value(setting.flag(), setting.label(), setting.purpose())));
        spec.usageMessage()
                .sortOptions(false)
                .description(
                        "Bring people in: a file, line by line, or all users of a server that speaks Okta's Users API.",
                        "Started again after an interruption, it goes on where it was; nobody is brought in twice.",
                        "It opens the database itself, with the settings of 'serve'. With PostgreSQL servers may run meanwhile;"
                                + " a SQLite file belongs to one program at a time, so stop the server first.");
        return spec;
    }

    private static String formats() {
        return Stream.of(Format.values()).map(Format::word).collect(Collectors.joining(", "));
    }

    private static PositionalParamSpec parameter(String index, String label, String description) {
        return PositionalParamSpec.builder()
                .index(index)
                .type(String.class)
                .required(true)
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static OptionSpec value(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .build();
    }

    @Override
    public int run(ParseResult parsed, Console console) {
        return switch (ServerConfig.read(settings(parsed), console.environment(), List.of())) {
            case ConfigResult.Valid(var config, var _) -> run(parsed, console, config);
            case ConfigResult.Invalid(var problems) -> {
                console.complain("nothing was imported:", problems);
                yield ExitCode.CONFIGURATION;
            }
        };
    }

    private static Map<Setting, String> settings(ParseResult parsed) {
        var settings = new EnumMap<Setting, String>(Setting.class);
        for (var setting : SETTINGS) {
            Optional.ofNullable(parsed.matchedOptionValue(setting.flag(), (String) null))
                    .ifPresent(value -> settings.put(setting, value));
        }
        return settings;
    }

    private static int run(ParseResult parsed, Console console, ServerConfig config) {
        String what = parsed.matchedPositionalValue(0, "");
        String where = parsed.matchedPositionalValue(1, "");
        var random = new SecureRandom();
        try (var source = source(parsed, what, where);
                var storage = Storage.open(config.storage().database().url().value(), random);
                var gate = HashGate.forProcessors(Runtime.getRuntime().availableProcessors())) {
            var passwords = new Passwords(Argon2Cost.HOUSE, gate, random);
            var clock = InstantSource.system();
            var tools = new ImportRun.Tools(passwords, new Ids(clock, random), clock);
            boolean done = new ImportRun(storage, tools, wishes(parsed, what, where), console.out()).run(source, where);
            return done ? ExitCode.DONE : ExitCode.FAILED;
        } catch (IOException | IllegalArgumentException wrong) {
            console.complain("nothing was imported:", List.of(String.valueOf(wrong.getMessage())));
            return ExitCode.USAGE;
        }
    }

    private static ImportRun.Wishes wishes(ParseResult parsed, String what, String where) {
        String usual = what.equals(OKTA) ? "okta.refused.jsonl" : where + ".refused.jsonl";
        return new ImportRun.Wishes(
                parsed.matchedOptionValue("--dry-run", false),
                parsed.matchedOptionValue("--make-groups", false),
                Path.of(parsed.matchedOptionValue("--report", usual)),
                telling(parsed));
    }

    private static ImportRun.Telling telling(ParseResult parsed) {
        if (parsed.matchedOptionValue("--progress-lines", false)) return ImportRun.Telling.EACH_BATCH;
        boolean terminal = System.console() != null && System.console().isTerminal();
        return terminal ? ImportRun.Telling.ONE_LINE : ImportRun.Telling.NOW_AND_THEN;
    }

    private static Source source(ParseResult parsed, String what, String where) throws IOException {
        return switch (what) {
            case USERS -> Sources.file(Path.of(where), format(parsed, where));
            case OKTA -> Sources.okta(where, tokenFile(parsed), parsed.matchedOptionValue("--password-hook", false));
            default -> throw new IllegalArgumentException("'" + what + "' can't be imported: there are users and okta");
        };
    }

    private static Path tokenFile(ParseResult parsed) {
        return Optional.ofNullable(parsed.matchedOptionValue("--token-file", (String) null))
                .map(Path::of)
                .orElseThrow(() -> new IllegalArgumentException("give the API token of the server: --token-file FILE"));
    }

    private static Format format(ParseResult parsed, String file) {
        var word = Optional.ofNullable(parsed.matchedOptionValue("--format", (String) null));
        if (word.isEmpty()) {
            return Format.ofFile(file)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the file's name does not say what it is: give --format " + formats()));
        }
        return Format.of(word.get()).orElseThrow(() -> new IllegalArgumentException("--format is one of " + formats()));
    }
}
