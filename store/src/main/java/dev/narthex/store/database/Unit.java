package dev.narthex.store.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// A piece of work that waits to be written, and the caller who waits for it.
final class Unit<T> {
    private final Function<Tx, T> work;
    private final CompletableFuture<T> durable = new CompletableFuture<>();
    private T result;

    Unit(Function<Tx, T> work) {
        this.work = work;
    }

    /// Does the work; nobody hears of it yet. May be called again after a rollback.
    void run(Tx tx) {
        result = work.apply(tx);
    }

    void succeed() {
        durable.complete(result);
    }

    void fail(Throwable why) {
        durable.completeExceptionally(why);
    }

    /// Waits for the commit. Interrupts don't end the wait: the caller must know what became of its work.
    T await() {
        try {
            return durable.join();
        } catch (CompletionException e) {
            throw asThrown(e.getCause());
        }
    }

    /// The exception itself, not a wrapper: callers catch what their own work throws.
    private static RuntimeException asThrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }
}
