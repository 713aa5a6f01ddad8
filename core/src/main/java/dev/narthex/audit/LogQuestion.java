package dev.narthex.audit;

import dev.narthex.http.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a request asks of the System Log. `polls`: it names no end, and comes again.
record LogQuestion(Span span, LogFilter filter, List<String> keywords, Part part, boolean polls) {
    private static final Duration STANDARD_SPAN = Duration.ofDays(7);
    private static final Duration SETTLED = Duration.ofSeconds(1);
    private static final int STANDARD_LIMIT = 100;
    private static final int LARGEST_LIMIT = 1_000;
    private static final int MOST_KEYWORDS = 10;
    private static final int LONGEST_KEYWORD = 40;

    record Span(Instant since, Instant until) {}

    record Part(Optional<String> after, int limit, boolean ascending) {}

    /// Whether every row of the span is an answer.
    boolean takesAll() {
        return filter.equals(LogFilter.none()) && keywords.isEmpty();
    }

    /// What is wrong is added to `causes`.
    static LogQuestion of(Parameters query, Instant now, List<String> causes) {
        boolean ascending = isAscending(query, causes);
        boolean polls = !query.has("until") && ascending;
        // An event is dated before it is written: what was dated just now may still be on its way.
        Instant until = time(query, "until", causes).orElse(polls ? now.minus(SETTLED) : now.plusMillis(1));
        Instant since = time(query, "since", causes).orElse(until.minus(STANDARD_SPAN));
        if (since.isAfter(until) && query.has("until")) causes.add("until: must not be before since");
        var part = new Part(query.first("after"), limit(query, causes), ascending);
        return new LogQuestion(new Span(since, until), filter(query, causes), keywords(query, causes), part, polls);
    }

    private static boolean isAscending(Parameters query, List<String> causes) {
        String order = query.first("sortOrder").orElse("ASCENDING");
        if (!List.of("ASCENDING", "DESCENDING").contains(order)) {
            causes.add("sortOrder: must be ASCENDING or DESCENDING");
        }
        return !order.equals("DESCENDING");
    }

    private static Optional<Instant> time(Parameters query, String name, List<String> causes) {
        var text = query.first(name);
        var time = text.flatMap(LogTimes::parse);
        if (text.isPresent() && time.isEmpty()) causes.add(name + ": must be a time of ISO 8601");
        return time;
    }

    private static int limit(Parameters query, List<String> causes) {
        try {
            int limit = query.first("limit").map(Integer::parseInt).orElse(STANDARD_LIMIT);
            if (limit >= 0) return Math.min(limit, LARGEST_LIMIT);
        } catch (NumberFormatException _) {
            // Said below.
        }
        causes.add("limit: must be a number from 0 to " + LARGEST_LIMIT);
        return 0;
    }

    private static LogFilter filter(Parameters query, List<String> causes) {
        try {
            return query.has("filter")
                    ? LogFilterParser.parse(query.first("filter").get())
                    : LogFilter.none();
        } catch (LogFilterParser.Malformed malformed) {
            causes.add("filter: " + malformed.getMessage());
            return LogFilter.none();
        }
    }

    private static List<String> keywords(Parameters query, List<String> causes) {
        var keywords = new ArrayList<String>();
        for (String word : query.first("q").orElse("").strip().split("\\s+")) {
            if (!word.isEmpty()) keywords.add(word.toLowerCase(Locale.ROOT));
        }
        boolean tooLong = keywords.stream().anyMatch(word -> word.length() > LONGEST_KEYWORD);
        if (tooLong || keywords.size() > MOST_KEYWORDS) {
            causes.add(
                    "q: must have at most " + MOST_KEYWORDS + " words of at most " + LONGEST_KEYWORD + " characters");
        }
        return keywords;
    }
}
