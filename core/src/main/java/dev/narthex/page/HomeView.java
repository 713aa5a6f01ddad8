package dev.narthex.page;

/// Who is signed in, and where the sign-out form goes; it sends `formToken` as `token`.
///
/// @param administrator whether the console is open to them
public record HomeView(
        String personName,
        String personLogin,
        boolean administrator,
        String formAction,
        String formToken,
        String requestId) {}
