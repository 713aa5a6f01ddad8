package dev.narthex.server.config;

import dev.narthex.outbound.AddressRules;
import dev.narthex.server.config.Operation.LogFormat;
import dev.narthex.server.config.Operation.LogLevel;
import dev.narthex.server.config.Operation.RateLimits;
import dev.narthex.server.config.ServerConfig.Storage;
import dev.narthex.server.seed.Seed;
import dev.narthex.server.seed.SeedResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a configuration of what was given. Reads everything before it answers, so that all problems are named at once;
/// writes to the disk only when there are none.
final class ConfigReader {
    private static final int DEFAULT_STOP_SECONDS = 20;
    private static final Mailing NO_MAIL = new Mailing(new Mailing.Route.Nowhere(), Map.of());

    private final List<String> problems;
    private final List<String> warnings;
    private final Words words;

    ConfigReader(SettingSources sources, List<String> known) {
        this.problems = new ArrayList<>(known);
        this.problems.addAll(sources.problems());
        this.warnings = new ArrayList<>(sources.warnings());
        this.words = new Words(sources, problems);
    }

    ConfigResult read() {
        Path data = absolute(words.text(Setting.DATA).orElse(SettingSources.DEFAULT_DATA));
        var addresses = new AddressReader(words, data).read();
        var database = new DatabaseReader(words, data).read();
        var secrets = new SecretsReader(words, warnings).read();
        var seed = words.readableFile(Setting.SEED).flatMap(this::seed);
        boolean loopback = addresses.map(it -> it.baseUrl().loopback()).orElse(true);
        var mailing = new MailReader(words, warnings).read(loopback, secrets.smtpPassword());
        var operation = operation(mailing.orElse(NO_MAIL));
        DataFolder.fault(data).ifPresent(problems::add);
        boolean shared = database.filter(Database::shared).isPresent();
        if (shared && !secrets.masterKeyGiven()) problems.add(SecretsReader.KEY_NEEDED);
        if (!problems.isEmpty()) return new ConfigResult.Invalid(List.copyOf(problems));

        return switch (DataFolder.prepare(data, secrets.masterKey())) {
            case DataFolder.Unusable(var why) -> new ConfigResult.Invalid(List.of(why));
            case DataFolder.Ready(var key, var advice) -> {
                warnings.addAll(advice);
                yield new ConfigResult.Valid(
                        new ServerConfig(
                                addresses.orElseThrow().baseUrl(),
                                addresses.get().listener(),
                                new Storage(data, database.orElseThrow()),
                                seed,
                                new ServerConfig.Secrets(key, secrets.apiToken()),
                                operation),
                        List.copyOf(warnings));
            }
        };
    }

    private Optional<Seed> seed(Path file) {
        return switch (Seed.parse(file)) {
            case SeedResult.Usable(var seed) -> Optional.of(seed);
            case SeedResult.Unusable(var faults) -> {
                problems.addAll(faults);
                yield Optional.empty();
            }
        };
    }

    private Operation operation(Mailing mailing) {
        var limits = switch (words.oneOf(Setting.RATE_LIMITS, List.of("on", "off", "auto"))
                .orElse("auto")) {
            case "on" -> RateLimits.EVERYBODY;
            case "off" -> RateLimits.NOBODY;
            default -> RateLimits.OTHER_MACHINES;
        };
        int seconds = words.number(Setting.STOP_TIMEOUT, 0, 3600).orElse(DEFAULT_STOP_SECONDS);
        var format = words.oneOf(Setting.LOG_FORMAT, List.of("text", "json")).orElse("text");
        var level =
                words.oneOf(Setting.LOG_LEVEL, List.of("warn", "info", "debug")).orElse("info");
        return new Operation(
                limits,
                Duration.ofSeconds(seconds),
                LogFormat.valueOf(upper(format)),
                LogLevel.valueOf(upper(level)),
                new AddressRules(words.networks(Setting.OUTBOUND_ALLOW)),
                mailing);
    }

    private static String upper(String word) {
        return word.toUpperCase(java.util.Locale.ROOT);
    }

    private static Path absolute(String folder) {
        return Path.of(folder).toAbsolutePath().normalize();
    }
}
