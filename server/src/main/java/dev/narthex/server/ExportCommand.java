package dev.narthex.server;

import static dev.narthex.server.CommandOptions.flag;
import static dev.narthex.server.CommandOptions.has;
import static dev.narthex.server.CommandOptions.parameter;

import dev.narthex.http.Unavailable;
import dev.narthex.server.config.ConfigResult;
import dev.narthex.server.config.ServerConfig;
import dev.narthex.server.config.Setting;
import dev.narthex.server.imports.ExportRun;
import dev.narthex.server.imports.ProgressLine;
import dev.narthex.store.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `narthex export`: everybody in the database into a file that `narthex import` reads.
final class ExportCommand implements Command {
    private static final List<Setting> SETTINGS =
            List.of(Setting.DATA, Setting.DATABASE, Setting.MASTER_KEY_FILE, Setting.CONFIG);

    @Override
    public String name() {
        return "export";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.addPositional(parameter("0", "users", "What to export."));
        spec.addPositional(parameter("1", "FILE", "A file that is not there yet. Only its owner may read it."));
        spec.addOption(flag("--with-hashes", "The hashes of passwords, too. Who has them can try passwords at will."));
        SETTINGS.forEach(setting -> spec.addOption(CommandOptions.setting(setting)));
        spec.usageMessage()
                .sortOptions(false)
                .description(
                        "Write everybody to a file, a JSON object on each line, as 'narthex import users' reads it:"
                                + " profiles, statuses and groups.",
                        "Without --with-hashes, import it with --staged: people who are active have passwords.");
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) {
        if (!parsed.matchedPositionalValue(0, "").equals("users")) {
            console.complain("nothing was exported:", List.of("there is nothing but users to export"));
            return ExitCode.USAGE;
        }
        var settings = CommandOptions.settings(parsed, SETTINGS);
        return switch (ServerConfig.read(settings, console.environment(), List.of())) {
            case ConfigResult.Valid(var config, var _) -> run(parsed, console, config);
            case ConfigResult.Invalid(var problems) -> {
                console.complain("nothing was exported:", problems);
                yield ExitCode.CONFIGURATION;
            }
        };
    }

    private static int run(ParseResult parsed, Console console, ServerConfig config) {
        var telling = ProgressLine.Telling.ofTerminal(System.console());
        var progress = new ProgressLine(console.out(), InstantSource.system(), telling);
        try (var storage = Storage.open(config.storage().database().url().value(), new SecureRandom())) {
            var run = new ExportRun(storage.exports(), progress, console.out());
            run.run(Path.of(parsed.matchedPositionalValue(1, "")), has(parsed, "--with-hashes"));
            return ExitCode.DONE;
        } catch (IOException | Unavailable wrong) {
            console.complain("nothing was exported:", List.of(String.valueOf(wrong.getMessage())));
            return ExitCode.FAILED;
        }
    }
}
