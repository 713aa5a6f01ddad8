package dev.narthex.password;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Passwords that everybody tries first.
///
/// A list of words (`common-words.txt`, written for this project), and what people make of them: a few digits or signs
/// before or
/// behind, letters written as digits, a piece repeated, a run along the alphabet, the digits or the keyboard. It keeps
/// out the worst; it is no corpus of leaked passwords.
final class CommonPasswords {
    private static final int LONGEST_ORNAMENT = 5;
    private static final int SHORTEST_RUN = 4;

    private static final Set<String> WORDS = words();

    private static final Pattern REPEATED = Pattern.compile("(.{1,4}?)\\1+.{0,2}", Pattern.DOTALL);
    private static final Pattern ORNAMENT = Pattern.compile(
            "^[^\\p{L}]{0," + LONGEST_ORNAMENT + "}(.*?)[^\\p{L}]{0," + LONGEST_ORNAMENT + "}$", Pattern.DOTALL);
    private static final Set<String> ROWS = Set.of(
            "abcdefghijklmnopqrstuvwxyz",
            "01234567890",
            "qwertyuiop",
            "qwertzuiop",
            "azertyuiop",
            "asdfghjkl",
            "qsdfghjklm",
            "zxcvbnm",
            "yxcvbnm",
            "1qaz2wsx3edc4rfv5tgb6yhn",
            "1q2w3e4r5t6z7u8i9o0p",
            "1q2w3e4r5t6y7u8i9o0p",
            "!@#$%^&*()");

    private CommonPasswords() {}

    private static Set<String> words() {
        try (var in = CommonPasswords.class.getResourceAsStream("common-words.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean includes(String password) {
        String lowerCase = password.toLowerCase(Locale.ROOT);
        String bare = bare(lowerCase);
        return Stream.of(lowerCase, plain(lowerCase), bare, plain(bare)).anyMatch(WORDS::contains)
                || isRun(lowerCase)
                || isRepeated(lowerCase);
    }

    /// Letters where digits and signs stand for them.
    private static String plain(String text) {
        var result = new StringBuilder(text.length());
        text.chars()
                .forEach(c -> result.append((char)
                        switch (c) {
                            case '0' -> 'o';
                            case '1', '!' -> 'i';
                            case '3', '€' -> 'e';
                            case '4', '@' -> 'a';
                            case '5', '$' -> 's';
                            case '7' -> 't';
                            default -> c;
                        }));
        return result.toString();
    }

    /// Without the digits and signs around it.
    private static String bare(String text) {
        var matcher = ORNAMENT.matcher(text);
        return matcher.matches() ? matcher.group(1) : text;
    }

    private static boolean isRepeated(String text) {
        return REPEATED.matcher(text).matches();
    }

    /// Whether it is nothing but pieces of four or more out of the alphabet, the digits or the keyboard's rows.
    private static boolean isRun(String text) {
        int at = 0;
        while (at < text.length()) {
            int length = runAt(text, at);
            if (length < SHORTEST_RUN && (at == 0 || at + length < text.length())) return false;
            at += length;
        }
        return true;
    }

    private static int runAt(String text, int at) {
        int end = at + 1;
        while (end < text.length() && isInARow(text.substring(at, end + 1))) end++;
        return end - at;
    }

    private static boolean isInARow(String piece) {
        String reversed = new StringBuilder(piece).reverse().toString();
        return ROWS.stream().anyMatch(row -> row.contains(piece) || row.contains(reversed));
    }
}
