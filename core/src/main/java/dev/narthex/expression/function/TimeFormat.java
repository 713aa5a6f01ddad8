package dev.narthex.expression.function;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/// A format in the notation of Joda-Time, whose letters are not all those of `java.time`.
record TimeFormat(DateTimeFormatter formatter) {
    private static final int MAX_LENGTH = 100;
    /// These mean in Joda-Time what they mean in Java.
    private static final String SAME = "yDMdaKhHkmsSzE";

    static TimeFormat of(String pattern) {
        if (pattern == null || pattern.length() > MAX_LENGTH) {
            throw new Failure("a time format has 1 to " + MAX_LENGTH + " characters");
        }
        var builder = new DateTimeFormatterBuilder();
        try {
            for (int at = 0; at < pattern.length(); ) at = append(builder, pattern, at);
            return new TimeFormat(builder.toFormatter(Locale.US).withResolverStyle(ResolverStyle.SMART));
        } catch (IllegalArgumentException _) {
            throw new Failure("a time format has a letter too often, or lacks a quotation mark");
        }
    }

    /// Appends what begins at a position, and returns where the next begins.
    private static int append(DateTimeFormatterBuilder builder, String pattern, int at) {
        char letter = pattern.charAt(at);
        int end = letter == '\'' ? quoteEnd(pattern, at) : at + 1;
        boolean isLetter = letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
        while (isLetter && end < pattern.length() && pattern.charAt(end) == letter) end++;
        if (isLetter) appendField(builder, letter, end - at);
        else if (letter == '\'') builder.appendPattern(pattern.substring(at, end));
        else builder.appendLiteral(letter);
        return end;
    }

    private static int quoteEnd(String pattern, int at) {
        int end = pattern.indexOf('\'', at + 1);
        if (end < 0) throw new IllegalArgumentException("quotation mark");
        return end + 1;
    }

    private static void appendField(DateTimeFormatterBuilder builder, char letter, int count) {
        switch (letter) {
            case 'Y' -> builder.appendPattern("y".repeat(count));
            case 'x' -> builder.appendValue(IsoFields.WEEK_BASED_YEAR, count, 19, SignStyle.NORMAL);
            case 'w' -> builder.appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, count, 19, SignStyle.NORMAL);
            case 'e' -> builder.appendValue(ChronoField.DAY_OF_WEEK, count, 19, SignStyle.NORMAL);
            case 'Z' -> builder.appendPattern(count == 1 ? "xx" : count == 2 ? "xxx" : "VV");
            case 'E' -> builder.appendPattern(count > 3 ? "EEEE" : "EEE");
            default -> {
                if (SAME.indexOf(letter) < 0) throw new Failure("a time format has no letter " + letter);
                builder.appendPattern(String.valueOf(letter).repeat(count));
            }
        }
    }

    String format(TemporalAccessor time) {
        return formatter.format(time);
    }

    /// Without a time of day it is midnight, without a zone UTC.
    OffsetDateTime parse(String text) {
        return complete(formatter.parse(text));
    }

    /// A date, a date and a time, or both with an offset.
    static OffsetDateTime iso8601(String text) {
        var formatter = text.indexOf('T') < 0 ? DateTimeFormatter.ISO_DATE : DateTimeFormatter.ISO_DATE_TIME;
        return complete(formatter.parse(text));
    }

    private static OffsetDateTime complete(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneId zone = parsed.query(TemporalQueries.zone());
        if (date == null) throw new DateTimeException("no date");
        var local = LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time);
        return ZonedDateTime.of(local, zone == null ? ZoneOffset.UTC : zone).toOffsetDateTime();
    }
}
