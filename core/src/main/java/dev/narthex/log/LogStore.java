package dev.narthex.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The System Log's rows. An append that returns is durable.
public interface LogStore {

    void append(List<LogEvent> events);

    List<LogEvent> read(Query query);

    /// Events published in `[since, until)` that match; an empty optional matches all.
    record Query(Instant since, Instant until, Optional<String> eventType, Optional<String> actorId, Page page) {}

    /// `afterId` continues a page in the order asked for.
    record Page(Optional<String> afterId, int limit, boolean ascending) {}

    /// Removes rows published before the instant; answers with how many.
    int purge(Instant before);
}
