package dev.narthex.server;

import dev.narthex.server.config.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// Options of commands, and what was given for them.
final class CommandOptions {
    private CommandOptions() {}

    static PositionalParamSpec parameter(String index, String label, String description) {
        return PositionalParamSpec.builder()
                .index(index)
                .type(String.class)
                .required(true)
                .paramLabel(label)
                .description(description)
                .build();
    }

    static OptionSpec value(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .build();
    }

    static OptionSpec setting(Setting setting) {
        return value(setting.flag(), setting.label(), setting.purpose());
    }

    static Optional<String> given(ParseResult parsed, String option) {
        return Optional.ofNullable(parsed.matchedOptionValue(option, (String) null));
    }

    static boolean has(ParseResult parsed, String flag) {
        return parsed.matchedOptionValue(flag, false);
    }

    static Map<Setting, String> settings(ParseResult parsed, List<Setting> settings) {
        var found = new EnumMap<Setting, String>(Setting.class);
        for (var setting : settings) given(parsed, setting.flag()).ifPresent(value -> found.put(setting, value));
        return found;
    }
}
