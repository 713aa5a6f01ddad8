package dev.narthex.page;

/// Who is signed in, and where the sign-out form goes; it sends `formToken` as `token`.
public record HomeView(String personName, String personLogin, String formAction, String formToken, String requestId) {}
