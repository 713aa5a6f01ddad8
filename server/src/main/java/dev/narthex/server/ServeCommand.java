package dev.narthex.server;

import dev.narthex.server.config.ConfigResult;
import dev.narthex.server.config.ServerConfig;
import dev.narthex.server.config.Setting;
import dev.narthex.server.logs.Logs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `narthex serve`: runs until it is told to stop.
final class ServeCommand implements Command {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        Arrays.stream(Setting.values())
                .filter(setting -> setting.kind() != Setting.Kind.SECRET)
                .forEach(setting -> spec.addOption(option(setting)));
        spec.usageMessage()
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .description("Run the server. SIGTERM or Ctrl-C stops it; a second one does so at once.", "")
                .footer(footer());
        return spec;
    }

    private static OptionSpec option(Setting setting) {
        var option = OptionSpec.builder(setting.flag()).description(setting.purpose());
        return switch (setting.kind()) {
            case SWITCH ->
                option.type(String.class)
                        .arity("0..1")
                        .fallbackValue("true")
                        .paramLabel("true|false")
                        .build();
            case LIST ->
                option.type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .paramLabel(setting.label())
                        .build();
            case VALUE, SECRET ->
                option.type(String.class).arity("1").paramLabel(setting.label()).build();
        };
    }

    private static String[] footer() {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("Each option is also an environment variable and a line of narthex.properties: --base-url is");
        lines.add("NARTHEX_BASE_URL and 'base-url = ...'. A flag counts before the environment, the environment");
        lines.add("before the file. These are never flags, because every user of a machine can see its flags:");
        Arrays.stream(Setting.values())
                .filter(setting -> setting.kind() == Setting.Kind.SECRET)
                .forEach(setting -> lines.add("  %-20s %s".formatted(setting.variable(), setting.purpose())));
        lines.add("");
        lines.add(Main.exitCodes());
        return lines.toArray(String[]::new);
    }

    /// The settings may have problems of their own: all are named at once.
    @Override
    public boolean reportsErrors() {
        return true;
    }

    @Override
    public int run(ParseResult parsed, Console console) {
        var usage = Main.messages(parsed);
        return switch (ServerConfig.read(flags(parsed), console.environment(), usage)) {
            case ConfigResult.Valid(var config, var warnings) -> serve(config, warnings);
            case ConfigResult.Invalid(var problems) -> refuse(console, problems, !usage.isEmpty());
        };
    }

    private static Map<Setting, String> flags(ParseResult parsed) {
        var flags = new EnumMap<Setting, String>(Setting.class);
        for (var setting : Setting.values()) {
            if (!parsed.hasMatchedOption(setting.flag())) continue;
            Object value = parsed.matchedOptionValue(setting.flag(), "");
            flags.put(setting, value instanceof List<?> list ? joined(list) : value.toString());
        }
        return flags;
    }

    private static String joined(List<?> values) {
        return String.join(",", values.stream().map(Object::toString).toList());
    }

    private static int refuse(Console console, List<String> problems, boolean usage) {
        int count = problems.size();
        console.complain("not started; " + (count == 1 ? "one problem" : count + " problems") + ":", problems);
        console.err().println("See 'narthex serve --help'.");
        boolean flags = usage || problems.stream().anyMatch(problem -> problem.startsWith("--"));
        return flags ? ExitCode.USAGE : ExitCode.CONFIGURATION;
    }

    private static int serve(ServerConfig config, List<String> warnings) {
        Logs.apply(config.operation());
        LOG.info("{}", VersionCommand.text());
        warnings.forEach(LOG::warn);
        LOG.info(
                "data in {}, database {}",
                config.storage().data(),
                config.storage().database());
        var stop = StopSignal.listen();
        try (var narthex = Narthex.start(config)) {
            LOG.info("listening on {} port {}", config.listener().host(), narthex.port());
            narthex.madeToken().ifPresent(token -> LOG.info("API token, shown this once: {}", token));
            LOG.info("ready at {} after {} ms", config.baseUrl(), Uptime.milliseconds());
            stop.await();
            LOG.info(
                    "stopping: requests in flight have {} s",
                    config.operation().stopTimeout().toSeconds());
        } catch (StartFailure e) {
            LOG.error("not started: {}", e.getMessage());
            return ExitCode.FAILED;
        } catch (RuntimeException e) {
            LOG.error("failed", e);
            return ExitCode.FAILED;
        }
        LOG.info("stopped");
        return ExitCode.DONE;
    }
}
