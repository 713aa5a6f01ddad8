package dev.narthex.users.search;

import dev.narthex.jose.Base64Url;
import dev.narthex.users.search.UserQuery.Position;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A position as callers carry it. Opaque, and good for the query alone that it was made for. Who forges one gets
/// another page of what they may see anyway: its parts are values, never text of a statement.
public final class Cursor {
    private static final int LONGEST = 4_000;

    private Cursor() {}

    /// @param query all that the order and the matches depend on
    public static String write(String query, Position position) {
        String text = mark(query) + (position.absent() ? "0" : "1") + position.id() + " " + position.key();
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The position, if the cursor was made for this query.
    public static Optional<Position> read(String query, String cursor) {
        if (cursor.length() > LONGEST) return Optional.empty();
        return decoded(cursor)
                .filter(text -> text.startsWith(mark(query)))
                .flatMap(text -> position(text.substring(8)));
    }

    private static Optional<Position> position(String text) {
        int space = text.indexOf(' ');
        if (space < 2) return Optional.empty();
        String id = text.substring(1, space);
        boolean plain = id.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
        boolean phase = text.charAt(0) == '0' || text.charAt(0) == '1';
        return plain && phase
                ? Optional.of(new Position(text.charAt(0) == '0', text.substring(space + 1), id))
                : Optional.empty();
    }

    private static Optional<String> decoded(String cursor) {
        return Base64Url.decode(cursor)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(text -> text.indexOf(0) < 0 && text.indexOf('\uFFFD') < 0);
    }

    /// Eight characters that tell one query from another: enough against mistakes.
    private static String mark(String query) {
        return String.format("%08x", query.hashCode());
    }
}
