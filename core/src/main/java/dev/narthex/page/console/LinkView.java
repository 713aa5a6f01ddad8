package dev.narthex.page.console;

/// A link that an administrator hands over.
public record LinkView(Shell shell, String about, String link, String back) {}
