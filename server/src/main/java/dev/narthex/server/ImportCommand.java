package dev.narthex.server;

import static dev.narthex.server.CommandOptions.flag;
import static dev.narthex.server.CommandOptions.given;
import static dev.narthex.server.CommandOptions.has;
import static dev.narthex.server.CommandOptions.parameter;
import static dev.narthex.server.CommandOptions.value;

import dev.narthex.http.Unavailable;
import dev.narthex.id.Ids;
import dev.narthex.imports.Format;
import dev.narthex.imports.RowReader;
import dev.narthex.imports.Source;
import dev.narthex.imports.Wishes;
import dev.narthex.password.Argon2Cost;
import dev.narthex.password.HashGate;
import dev.narthex.password.Passwords;
import dev.narthex.server.config.ConfigResult;
import dev.narthex.server.config.ServerConfig;
import dev.narthex.server.config.Setting;
import dev.narthex.server.imports.ImportRun;
import dev.narthex.server.imports.ProgressLine;
import dev.narthex.server.imports.RemoteImport;
import dev.narthex.server.imports.Sources;
import dev.narthex.store.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `narthex import`: brings people into the database, from a file or from another server; or hands the file to a server
/// that runs.
final class ImportCommand implements Command {
    private static final List<Setting> SETTINGS =
            List.of(Setting.DATA, Setting.DATABASE, Setting.MASTER_KEY_FILE, Setting.CONFIG);
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
        spec.addPositional(parameter("1", "FILE|URL", "The file, or the base URL of the server to import from."));
        spec.addOption(
                value("--format", "FORMAT", "What the file is: " + formats() + ". Default: what its name says."));
        spec.addOption(
                value("--report", "FILE", "Where refused rows go; as CSV if it ends so. Default: FILE.refused.jsonl."));
        spec.addOption(flag("--dry-run", "Read and report everything, store nothing."));
        spec.addOption(flag("--update-existing", "A row whose login somebody has changes that person's profile."));
        spec.addOption(flag("--make-groups", "Make groups that are named and not there."));
        spec.addOption(flag("--staged", "Nobody may sign in yet: who would be active comes staged."));
        spec.addOption(value("--server", "URL", "Hand the file to the Narthex that runs there."));
        spec.addOption(value("--token-file", "FILE", "File with an API token of the server to import from, or to."));
        spec.addOption(flag("--password-hook", "Let the password import hook vouch for people at first sign-in."));
        spec.addOption(
                flag("--progress-lines", "Tell of each batch in a line of its own, for programs that read along."));
        SETTINGS.forEach(setting -> spec.addOption(CommandOptions.setting(setting)));
        spec.usageMessage()
                .sortOptions(false)
                .description(
                        "Bring people in: a file, line by line, or all users of a server that speaks Okta's Users API.",
                        "Started again after an interruption, it goes on where it was; nobody is brought in twice.",
                        "It opens the database itself, with the settings of 'serve'. With PostgreSQL servers may run"
                                + " meanwhile. A SQLite file belongs to one program at a time: stop the server first,"
                                + " or hand it the file with --server.");
        return spec;
    }

    private static String formats() {
        return Stream.of(Format.values()).map(Format::word).collect(Collectors.joining(", "));
    }

    @Override
    public int run(ParseResult parsed, Console console) {
        String what = parsed.matchedPositionalValue(0, "");
        String where = parsed.matchedPositionalValue(1, "");
        try {
            return given(parsed, "--server").isPresent()
                    ? handOver(parsed, console, what, where)
                    : configured(parsed, console, what, where);
        } catch (IOException | IllegalArgumentException wrong) {
            console.complain("nothing was imported:", List.of(String.valueOf(wrong.getMessage())));
            return ExitCode.USAGE;
        }
    }

    private static int handOver(ParseResult parsed, Console console, String what, String where) throws IOException {
        if (!what.equals(USERS)) throw new IllegalArgumentException("only a file of users can be handed to a server");
        var file = existing(where);
        var server = new RemoteImport.Server(
                given(parsed, "--server").orElseThrow(),
                Files.readString(tokenFile(parsed)).strip());
        var remote = new RemoteImport(server, console.out(), progress(parsed, console));
        boolean done = remote.run(file, format(parsed, where), wishes(parsed), report(parsed, what, where));
        return done ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static int configured(ParseResult parsed, Console console, String what, String where) throws IOException {
        var settings = CommandOptions.settings(parsed, SETTINGS);
        return switch (ServerConfig.read(settings, console.environment(), List.of())) {
            case ConfigResult.Valid(var config, var _) -> open(parsed, console, config, what, where);
            case ConfigResult.Invalid(var problems) -> {
                console.complain("nothing was imported:", problems);
                yield ExitCode.CONFIGURATION;
            }
        };
    }

    private static int open(ParseResult parsed, Console console, ServerConfig config, String what, String where)
            throws IOException {
        var random = new SecureRandom();
        try (var storage = Storage.open(config.storage().database().url().value(), random);
                var gate = HashGate.forProcessors(Runtime.getRuntime().availableProcessors())) {
            var clock = InstantSource.system();
            var passwords = new Passwords(Argon2Cost.HOUSE, gate, random);
            var means = new RowReader.Means(passwords, new Ids(clock, random), clock);
            var run = new ImportRun(storage, means, wishes(parsed), console.out(), progress(parsed, console));
            boolean done = what.equals(OKTA)
                    ? run.run(okta(parsed, where), where, report(parsed, what, where))
                    : users(parsed, run, what, where);
            return done ? ExitCode.DONE : ExitCode.FAILED;
        } catch (Unavailable closed) {
            console.complain("nothing was imported:", ways(closed));
            return ExitCode.FAILED;
        }
    }

    private static List<String> ways(Unavailable closed) {
        String why = String.valueOf(closed.getMessage());
        return why.contains("in use")
                ? List.of(why, "is that the server? Stop it, or hand it the file: --server URL --token-file FILE")
                : List.of(why);
    }

    private static boolean users(ParseResult parsed, ImportRun run, String what, String where) throws IOException {
        if (!what.equals(USERS)) {
            throw new IllegalArgumentException("'" + what + "' can't be imported: there are users and okta");
        }
        return run.run(existing(where), format(parsed, where), report(parsed, what, where));
    }

    private static Path existing(String file) {
        Path path = Path.of(file);
        if (Files.isRegularFile(path)) return path;
        throw new IllegalArgumentException("there is no file " + file);
    }

    private static Source okta(ParseResult parsed, String url) throws IOException {
        return Sources.okta(url, tokenFile(parsed), has(parsed, "--password-hook"));
    }

    private static Wishes wishes(ParseResult parsed) {
        return new Wishes(
                has(parsed, "--dry-run"),
                has(parsed, "--update-existing"),
                has(parsed, "--make-groups"),
                !has(parsed, "--staged"));
    }

    private static Path report(ParseResult parsed, String what, String where) {
        String usual = what.equals(OKTA) ? "okta.refused.jsonl" : where + ".refused.jsonl";
        return Path.of(given(parsed, "--report").orElse(usual));
    }

    private static ProgressLine progress(ParseResult parsed, Console console) {
        var telling = has(parsed, "--progress-lines")
                ? ProgressLine.Telling.EACH_BATCH
                : ProgressLine.Telling.ofTerminal(System.console());
        return new ProgressLine(console.out(), InstantSource.system(), telling);
    }

    private static Path tokenFile(ParseResult parsed) {
        return given(parsed, "--token-file")
                .map(Path::of)
                .orElseThrow(() -> new IllegalArgumentException("give an API token of the server: --token-file FILE"));
    }

    private static Format format(ParseResult parsed, String file) {
        Optional<String> word = given(parsed, "--format");
        if (word.isEmpty()) {
            return Format.ofFile(file)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the file's name does not say what it is: give --format " + formats()));
        }
        return Format.of(word.get()).orElseThrow(() -> new IllegalArgumentException("--format is one of " + formats()));
    }
}
