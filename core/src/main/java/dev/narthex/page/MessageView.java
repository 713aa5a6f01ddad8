package dev.narthex.page;

import java.util.Optional;

/// One thing to tell, one thing to do next.
/// @param detail for whoever runs the app: the person who reads this can only pass it on
public record MessageView(
        String title, String text, Optional<String> detail, Optional<Action> action, String requestId) {

    /// Without detail.
    public MessageView(String title, String text, Optional<Action> action, String requestId) {
        this(title, text, Optional.empty(), action, requestId);
    }
}
