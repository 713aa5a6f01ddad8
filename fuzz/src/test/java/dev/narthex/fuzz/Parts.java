package dev.narthex.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An input as text, or as several texts, a line each: so a person can write one.
public final class Parts {
    private Parts() {}

    /// What is not UTF-8 becomes the replacement character.
    public static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    /// As many texts as asked for; the last holds all the rest, and what is missing is empty.
    public static List<String> lines(byte[] input, int count) {
        var lines = new ArrayList<>(Arrays.asList(text(input).split("\n", count)));
        while (lines.size() < count) lines.add("");
        return lines;
    }
}
