package dev.narthex.http;

/// Answers one request. Runs on a virtual thread of its own, so it may block.
@FunctionalInterface
public interface Handler {
    Response handle(Request request);
}
