package dev.narthex.password;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// What is wrong with a hash that is being read. A reader takes all values through here, so that every fault is named
/// at once, and a flawed value never reaches a constructor.
final class Findings {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");
    private static final byte[] NOTHING = {};

    private final List<ImportedHash.Problem> problems = new ArrayList<>();

    List<ImportedHash.Problem> problems() {
        return List.copyOf(problems);
    }

    void require(String member, boolean fine, String reason) {
        if (!fine) problems.add(new ImportedHash.Problem(member, reason));
    }

    <T> Optional<T> refuse(String member, String reason) {
        require(member, false, reason);
        return Optional.empty();
    }

    /// What is made of the values read; empty if any of them was at fault.
    <T> Optional<T> unlessFlawed(Supplier<T> made) {
        return problems.isEmpty() ? Optional.of(made.get()) : Optional.empty();
    }

    /// The number in the text, or `least` where there is none within the bounds.
    int within(String member, String text, int least, int most) {
        int number = INTEGER.matcher(text).matches() ? Integer.parseInt(text) : Integer.MIN_VALUE;
        boolean fine = number >= least && number <= most;
        require(member, fine, "must be an integer from " + least + " to " + most);
        return fine ? number : least;
    }

    /// The bytes that Base64 stands for, with padding or without.
    byte[] base64(String member, String text, int least, int most) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            String size = least == most ? "" + least : least + " to " + most;
            require(member, bytes.length >= least && bytes.length <= most, "must be Base64 of " + size + " bytes");
            return bytes;
        } catch (IllegalArgumentException _) {
            require(member, false, "must be Base64");
            return NOTHING;
        }
    }
}
