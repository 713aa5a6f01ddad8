package dev.narthex.apps;

/// Counts of implicit requests by app and by day since 1970.
public interface ImplicitUseStore {

    /// Adds to the day's count, in one statement.
    void add(String clientId, long day, ImplicitUse.Tally tally);

    /// The sum of all days from this one on.
    ImplicitUse.Tally since(String clientId, long day);

    int purge(long beforeDay);
}
