package dev.narthex.cache;

import java.util.function.BiConsumer;

/// Tells which stored things have changed, on this node or on another.
///
/// A change made here is told before its write returns; one made on another node is told within a second, or
/// [#fresh] turns false. Subscribers are called by the thread that writes or reads the feed: they must be quick and
/// must not throw. A change may be told more than once.
public interface Changes {
    /// The topic told when changes may have been missed: whatever is remembered of any topic must be forgotten.
    String EVERYTHING = "*";

    /// Calls `subscriber` with topic and key of each change from now on. There is no way back.
    void onChange(BiConsumer<String, String> subscriber);

    /// Whether all that changed more than a second ago has been told.
    boolean fresh();
}
