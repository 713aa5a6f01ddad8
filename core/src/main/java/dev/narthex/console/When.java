package dev.narthex.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Times as the console shows them: to the minute, in UTC.
final class When {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private When() {}

    static String of(Instant instant) {
        return FORMAT.format(instant);
    }

    static String of(Optional<Instant> instant) {
        return instant.map(When::of).orElse("never");
    }
}
