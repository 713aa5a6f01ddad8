package dev.narthex.expression.function;

import static dev.narthex.expression.function.Builtin.Arity.andPairs;
import static dev.narthex.expression.function.Builtin.Arity.atLeast;
import static dev.narthex.expression.function.Builtin.Arity.exactly;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// `String.…`, and the old names without the prefix. What is made of nothing is nothing.
final class TextFunctions {
    private static final Builtin UPPER =
            new Builtin("String.toUpperCase", exactly(1), made(text -> text.toUpperCase(Locale.ROOT)));
    private static final Builtin LOWER =
            new Builtin("String.toLowerCase", exactly(1), made(text -> text.toLowerCase(Locale.ROOT)));
    private static final Builtin SUBSTRING = new Builtin("String.substring", exactly(3), TextFunctions::substring);
    private static final Builtin BEFORE = new Builtin("String.substringBefore", exactly(2), TextFunctions::before);
    private static final Builtin AFTER = new Builtin("String.substringAfter", exactly(2), TextFunctions::after);

    static final List<Builtin> ALL = List.of(
            new Builtin("String.append", exactly(2), in -> Values.sum(in.text(0), in.text(1), in.budget())),
            new Builtin("String.join", atLeast(1), TextFunctions::join),
            new Builtin("String.len", exactly(1), in -> (long) in.textOrEmpty(0).length()),
            new Builtin("String.removeSpaces", exactly(1), made(text -> text.replace(" ", ""))),
            new Builtin("String.replace", exactly(3), TextFunctions::replace),
            new Builtin("String.replaceFirst", exactly(3), TextFunctions::replaceFirst),
            new Builtin("String.startsWith", exactly(2), in -> in.textOrEmpty(0).startsWith(in.textOrEmpty(1))),
            new Builtin("String.stringContains", exactly(2), in -> contains(in, 0, 1)),
            new Builtin("String.stringSwitch", andPairs(2), TextFunctions::choose),
            SUBSTRING,
            BEFORE,
            AFTER,
            UPPER,
            LOWER,
            UPPER.as("toUpperCase"),
            LOWER.as("toLowerCase"),
            SUBSTRING.as("substring"),
            BEFORE.as("substringBefore"),
            AFTER.as("substringAfter"));

    private TextFunctions() {}

    private static Builtin.Body made(UnaryOperator<String> change) {
        return in -> in.absent(0) ? null : change.apply(in.text(0));
    }

    private static String join(Arguments in) {
        var texts = IntStream.range(1, in.count())
                .filter(at -> !in.absent(at))
                .mapToObj(in::text)
                .toList();
        String separator = in.textOrEmpty(0);
        long length = texts.stream().mapToLong(String::length).sum() + (long) separator.length() * texts.size();
        in.budget().write(length);
        return String.join(separator, texts);
    }

    private static boolean contains(Arguments in, int textAt, int soughtAt) {
        if (in.absent(textAt)) return false;
        String text = in.text(textAt);
        String sought = in.textOrEmpty(soughtAt);
        in.budget().search(text, sought);
        return text.contains(sought);
    }

    private static String replace(Arguments in) {
        if (in.absent(0)) return null;
        String text = in.text(0);
        String sought = in.textOrEmpty(1);
        String other = in.textOrEmpty(2);
        if (sought.isEmpty()) return text;
        in.budget().search(text, sought);
        long times = occurrences(text, sought);
        in.budget().write(text.length() + times * (other.length() - sought.length()));
        return text.replace(sought, other);
    }

    private static long occurrences(String text, String sought) {
        return Stream.iterate(text.indexOf(sought), at -> at >= 0, at -> text.indexOf(sought, at + sought.length()))
                .count();
    }

    /// No pattern, unlike Java's method of the name.
    private static String replaceFirst(Arguments in) {
        if (in.absent(0)) return null;
        String text = in.text(0);
        String sought = in.textOrEmpty(1);
        in.budget().search(text, sought);
        int at = text.indexOf(sought);
        if (at < 0 || sought.isEmpty()) return text;
        return concatenated(in, text.substring(0, at), in.textOrEmpty(2), text.substring(at + sought.length()));
    }

    private static String concatenated(Arguments in, String... parts) {
        in.budget().write(Stream.of(parts).mapToLong(String::length).sum());
        return Stream.of(parts).collect(Collectors.joining());
    }

    /// The value of the first key that the text contains.
    private static String choose(Arguments in) {
        for (int key = 2; key < in.count(); key += 2) {
            if (!in.absent(key) && contains(in, 0, key)) return in.text(key + 1);
        }
        return in.text(1);
    }

    /// As much of the range as there is: a name that is shorter than expected keeps nobody out.
    private static String substring(Arguments in) {
        if (in.absent(0)) return null;
        String text = in.text(0);
        int end = Math.clamp(in.index(2), 0, text.length());
        return text.substring(Math.clamp(in.index(1), 0, end), end);
    }

    private static String before(Arguments in) {
        if (in.absent(0)) return null;
        String text = in.text(0);
        int at = indexOf(in, text);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String after(Arguments in) {
        if (in.absent(0)) return null;
        String text = in.text(0);
        int at = indexOf(in, text);
        return at < 0 ? "" : text.substring(at + in.textOrEmpty(1).length());
    }

    private static int indexOf(Arguments in, String text) {
        String sought = in.textOrEmpty(1);
        in.budget().search(text, sought);
        return text.indexOf(sought);
    }
}
