package dev.narthex.audit;

import dev.narthex.log.LogEvent;
import dev.narthex.log.LogStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the rows that answer a question. A request looks at a bounded number of rows: where it finds too few among
/// them,
/// the next one goes on where it stopped.
final class LogReader {
    private static final int CHUNK = 1_000;
    private static final int MOST_READ = 20_000;

    private final LogStore store;

    LogReader(LogStore store) {
        this.store = store;
    }

    /// `last`: up to where it has looked. `atEnd`: there is no more now.
    record Found(List<Map<String, Object>> events, Optional<String> last, boolean atEnd) {}

    Found read(LogQuestion question) {
        var events = new ArrayList<Map<String, Object>>();
        var part = question.part();
        Optional<String> last = part.after();
        int chunk = question.takesAll() ? part.limit() + 1 : CHUNK;
        for (int read = 0; read < MOST_READ && events.size() < part.limit(); read += chunk) {
            var rows = store.read(query(question, last, chunk));
            for (LogEvent row : rows) {
                if (events.size() == part.limit()) return new Found(events, last, false);
                last = Optional.of(row.id());
                var json = LogEventJson.of(row);
                if (matches(question, json)) events.add(json);
            }
            if (rows.size() < chunk) return new Found(events, last, true);
        }
        return new Found(events, last, false);
    }

    private static LogStore.Query query(LogQuestion question, Optional<String> after, int limit) {
        var filter = question.filter();
        return new LogStore.Query(
                question.span().since(),
                question.span().until(),
                filter.demanded("eventType"),
                filter.demanded("actor", "id"),
                new LogStore.Page(after, limit, question.part().ascending()));
    }

    private static boolean matches(LogQuestion question, Map<String, Object> event) {
        if (!question.filter().matches(event)) return false;
        if (question.keywords().isEmpty()) return true;
        String text = event.toString().toLowerCase(Locale.ROOT);
        return question.keywords().stream().allMatch(text::contains);
    }
}
