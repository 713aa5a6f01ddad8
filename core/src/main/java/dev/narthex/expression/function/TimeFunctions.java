package dev.narthex.expression.function;

import static dev.narthex.expression.function.Builtin.Arity.between;
import static dev.narthex.expression.function.Builtin.Arity.exactly;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// `Time.…`. The time is that of the evaluation, times are texts, and what is made of nothing is nothing.
final class TimeFunctions {
    private static final DateTimeFormatter ISO_8601 = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");
    /// Windows counts tenths of a microsecond from here.
    private static final Instant WINDOWS_EPOCH = Instant.parse("1601-01-01T00:00:00Z");
    private static final long TICKS = 10_000_000;
    /// The old names mean places with a summer time, as documented for EST; the JDK's do not.
    private static final Map<String, String> OLD_ZONES =
            Map.of("EST", "America/New_York", "MST", "America/Denver", "HST", "Pacific/Honolulu");

    static final List<Builtin> ALL = List.of(
            new Builtin("Time.now", between(0, 2), TimeFunctions::now),
            new Builtin(
                    "Time.fromUnixToIso8601",
                    exactly(1),
                    in -> convert(in, unix -> iso(Instant.ofEpochSecond(Long.parseLong(unix))))),
            new Builtin(
                    "Time.fromIso8601ToUnix",
                    exactly(1),
                    in -> convert(
                            in, iso -> Long.toString(TimeFormat.iso8601(iso).toEpochSecond()))),
            new Builtin("Time.fromWindowsToIso8601", exactly(1), in -> convert(in, TimeFunctions::fromWindows)),
            new Builtin("Time.fromIso8601ToWindows", exactly(1), in -> convert(in, TimeFunctions::toWindows)),
            new Builtin(
                    "Time.fromStringToIso8601",
                    exactly(2),
                    in -> convert(
                            in,
                            text -> iso(TimeFormat.of(in.text(1)).parse(text).toInstant()))),
            new Builtin(
                    "Time.fromIso8601ToString",
                    exactly(2),
                    in -> convert(in, iso -> TimeFormat.of(in.text(1)).format(TimeFormat.iso8601(iso)))));

    private TimeFunctions() {}

    private static String now(Arguments in) {
        try {
            var now = in.facts().now().atZone(zone(in.absent(0) ? "UTC" : in.text(0)));
            return in.absent(1)
                    ? ISO_8601.format(now)
                    : TimeFormat.of(in.text(1)).format(now);
        } catch (DateTimeException _) {
            throw in.failure("there is no such time zone, or the format does not fit a time");
        }
    }

    private static ZoneId zone(String name) {
        return ZoneId.of(OLD_ZONES.getOrDefault(name, name), ZoneId.SHORT_IDS);
    }

    private static String convert(Arguments in, UnaryOperator<String> conversion) {
        if (in.absent(0)) return null;
        try {
            return conversion.apply(in.text(0).strip());
        } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
            throw in.failure("the text is no such time");
        }
    }

    private static String iso(Instant instant) {
        return ISO_8601.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static String fromWindows(String ticks) {
        long count = Long.parseLong(ticks);
        return iso(WINDOWS_EPOCH.plusSeconds(Math.floorDiv(count, TICKS)).plusNanos(100 * Math.floorMod(count, TICKS)));
    }

    private static String toWindows(String iso) {
        var since = Duration.between(WINDOWS_EPOCH, TimeFormat.iso8601(iso).toInstant());
        return Long.toString(Math.addExact(Math.multiplyExact(since.getSeconds(), TICKS), since.getNano() / 100));
    }
}
