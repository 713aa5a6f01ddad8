package dev.narthex.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Times as callers may write them: with an offset, or a day alone.
final class LogTimes {
    private LogTimes() {}

    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException _) {
            return day(text);
        }
    }

    private static Optional<Instant> day(String text) {
        try {
            return Optional.of(
                    LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /// Empty unless both are times.
    static Optional<Integer> compare(Object found, String wanted) {
        if (!(found instanceof String text)) return Optional.empty();
        return parse(text).flatMap(one -> parse(wanted).map(one::compareTo));
    }
}
