package dev.narthex.page.console;

/// A status in words and a tone: `good`, `wait`, `bad` or `off`.
public record Pill(String text, String tone) {}
