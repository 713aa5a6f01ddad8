package dev.narthex.page;

import java.util.List;
import java.util.Optional;

/// Mails that went nowhere: all of them, or one that is open.
public record LettersView(List<Item> letters, Optional<Item> open, String requestId) {
    public LettersView {
        letters = List.copyOf(letters);
    }

    /// @param href where it can be read
    /// @param paragraphs its plain text
    public record Item(String href, String to, String subject, String when, List<String> paragraphs) {
        public Item {
            paragraphs = List.copyOf(paragraphs);
        }

        /// Whether a paragraph is nothing but an address, to be followed.
        public static boolean isLink(String paragraph) {
            return WebAddress.isWeb(paragraph);
        }
    }
}
