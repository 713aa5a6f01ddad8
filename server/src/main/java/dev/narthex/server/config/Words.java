package dev.narthex.server.config;

import dev.narthex.http.TrustedProxies.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads settings as what they are meant to be. A value that is not becomes a problem, and nothing.
final class Words {
    private final SettingSources sources;
    private final List<String> problems;

    Words(SettingSources sources, List<String> problems) {
        this.sources = sources;
        this.problems = problems;
    }

    Optional<String> text(Setting setting) {
        return sources.of(setting).map(Given::value);
    }

    boolean given(Setting setting) {
        return sources.of(setting).isPresent();
    }

    boolean isOn(Setting setting) {
        return oneOf(setting, List.of("true", "false"))
                .map(Boolean::parseBoolean)
                .orElse(false);
    }

    Optional<String> oneOf(Setting setting, List<String> allowed) {
        var given = text(setting);
        if (given.isEmpty() || allowed.contains(given.get())) return given;
        return refuse(setting, "is '" + given.get() + "': give one of " + String.join(", ", allowed));
    }

    Optional<Integer> number(Setting setting, int least, int most) {
        var given = text(setting);
        if (given.isEmpty()) return Optional.empty();
        if (given.get().matches("\\d{1,9}")) {
            int number = Integer.parseInt(given.get());
            if (number >= least && number <= most) return Optional.of(number);
        }
        return refuse(setting, "is '" + given.get() + "': give a number from " + least + " to " + most);
    }

    List<String> list(Setting setting) {
        return text(setting).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    List<Network> networks(Setting setting) {
        return list(setting).stream()
                .flatMap(range -> network(setting, range).stream())
                .toList();
    }

    private Optional<Network> network(Setting setting, String range) {
        try {
            return Optional.of(Network.parse(range));
        } catch (IllegalArgumentException _) {
            return refuse(setting, "'" + range + "' is not an address or a range of them such as 10.0.0.0/8");
        }
    }

    Optional<Path> readableFile(Setting setting) {
        var given = text(setting).map(Path::of);
        if (given.isEmpty()) return Optional.empty();
        if (Files.isReadable(given.get()) && !Files.isDirectory(given.get())) {
            return Optional.of(given.get().toAbsolutePath().normalize());
        }
        return refuse(setting, "names " + given.get() + ", which is not a file that can be read");
    }

    <T> Optional<T> refuse(Setting setting, String what) {
        String origin = sources.of(setting).map(Given::origin).orElse(setting.key());
        problems.add(origin + " " + what);
        return Optional.empty();
    }
}
