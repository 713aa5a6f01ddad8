package dev.narthex.page.console;

/// Something secret that an administrator hands over: a link, or what an app proves itself by.
///
/// @param text what it is good for
public record HandoverView(Shell shell, String about, String text, String label, String value, String back) {}
