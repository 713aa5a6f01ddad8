package dev.narthex.page;

import java.util.Optional;

/// One thing to tell, one thing to do next.
public record MessageView(String title, String text, Optional<Action> action, String requestId) {}
