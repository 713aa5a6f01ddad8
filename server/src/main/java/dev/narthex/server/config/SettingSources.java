package dev.narthex.server.config;

import dev.narthex.server.seed.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was given, and where. A flag counts before the environment, the environment before the file.
final class SettingSources {
    static final String DEFAULT_DATA = "narthex-data";
    private static final String FILE_NAME = "narthex.properties";

    private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private SettingSources() {}

    static SettingSources gather(Map<Setting, String> flags, Map<String, String> environment) {
        var sources = new SettingSources();
        flags.forEach((setting, value) -> sources.offer(setting, new Given(value, setting.flag())));
        sources.takeEnvironment(environment);
        sources.takeFile();
        return sources;
    }

    Optional<Given> of(Setting setting) {
        return Optional.ofNullable(given.get(setting));
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void offer(Setting setting, Given value) {
        if (value.value().isBlank()) {
            problems.add(value.origin() + " is empty: give it a value, or leave it out");
            return;
        }
        given.putIfAbsent(setting, new Given(value.value().strip(), value.origin()));
    }

    private void takeEnvironment(Map<String, String> environment) {
        environment.keySet().stream()
                .filter(name -> name.startsWith(Setting.VARIABLE_PREFIX))
                .sorted()
                .forEach(name -> takeVariable(name, environment.get(name)));
    }

    private void takeVariable(String name, String value) {
        var setting = Setting.ofVariable(name);
        if (setting.isEmpty()) {
            problems.add("environment variable " + name + " is not a setting" + nearest(name, Setting::variable)
                    + ": remove it, or see 'narthex serve --help'");
        } else if (!value.isBlank()) {
            // Compose files and unit files cannot leave a variable out, only empty.
            offer(setting.get(), new Given(value, name));
        }
    }

    private void takeFile() {
        var named = of(Setting.CONFIG);
        Path file = named.map(config -> Path.of(config.value())).orElseGet(this::fileInData);
        if (named.isEmpty() && !Files.exists(file)) return;
        switch (SettingsFile.read(file)) {
            case SettingsFile.Unreadable(var why) -> problems.add(why);
            case SettingsFile.Read(var lines) -> lines.forEach(line -> takeLine(file, named.isPresent(), line));
        }
    }

    private Path fileInData() {
        return Path.of(of(Setting.DATA).map(Given::value).orElse(DEFAULT_DATA)).resolve(FILE_NAME);
    }

    private void takeLine(Path file, boolean named, SettingsFile.Line line) {
        String origin = file + " line " + line.number();
        var setting = line.key().flatMap(Setting::ofKey);
        if (line.key().isEmpty()) {
            problems.add(origin + " is not 'name = value'");
        } else if (setting.isEmpty()) {
            String key = line.key().get();
            problems.add(origin + ": '" + key + "' is not a setting" + nearest(key, Setting::key)
                    + ": remove it, or see 'narthex serve --help'");
        } else if (setting.get() == Setting.CONFIG || (setting.get() == Setting.DATA && !named)) {
            problems.add(origin + ": '" + setting.get().key() + "' says where this file is, so it cannot be in it");
        } else {
            warnIfOpen(file, setting.get());
            offer(
                    setting.get(),
                    new Given(line.value(), origin + " (" + setting.get().key() + ")"));
        }
    }

    private void warnIfOpen(Path file, Setting setting) {
        boolean secret = setting.kind() == Setting.Kind.SECRET || setting == Setting.DATABASE;
        if (secret) SecretFile.openToOthers(file).ifPresent(warnings::add);
    }

    private static String nearest(String name, java.util.function.Function<Setting, String> spelling) {
        return Nearest.to(name, List.of(Setting.values()).stream().map(spelling).toList())
                .map(word -> " (did you mean " + word + "?)")
                .orElse("");
    }
}
