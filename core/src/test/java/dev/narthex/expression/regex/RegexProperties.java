package dev.narthex.expression.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Any pattern against its meaning: from which place in a text it leads to which places. (Java's own engine is no
/// judge here: it denies that `(?:(a|^)){2}` matches `a`, which it does, as nothing at the start and then `a`.)
final class RegexProperties {

    /// A pattern as it is written, and what it means.
    private record Sample(String written, Meaning meaning) {
        @Override
        public String toString() {
            return written;
        }
    }

    private interface Meaning {
        Set<Integer> ends(String text, int start);
    }

    private static final List<Sample> ATOMS = List.of(
            one("a", "a"),
            one("b", "b"),
            one(".", "ab-"),
            one("[ab]", "ab"),
            one("[^a]", "b-\n"),
            one("\\w", "ab"),
            one("-", "-"),
            new Sample("", (_, start) -> Set.of(start)),
            new Sample("^", (_, start) -> start == 0 ? Set.of(start) : Set.of()),
            new Sample("\\z", (text, start) -> start == text.length() ? Set.of(start) : Set.of()),
            new Sample("\\b", (text, at) -> word(text, at - 1) != word(text, at) ? Set.of(at) : Set.of()));

    private static Sample one(String written, String characters) {
        return new Sample(
                written,
                (text, at) ->
                        at < text.length() && characters.indexOf(text.charAt(at)) >= 0 ? Set.of(at + 1) : Set.of());
    }

    private static boolean word(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at));
    }

    @Property(tries = 2000)
    @Label("Any pattern matches the texts that it means, whole and no others")
    void means(@ForAll("samples") Sample sample, @ForAll("texts") String text) {
        boolean meant = sample.meaning().ends(text, 0).contains(text.length());
        var parsed = assertInstanceOf(Regex.Parsed.Ok.class, Regex.parse(sample.written()));
        assertEquals(meant, parsed.regex().matches(text), sample + " on '" + text + "'");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab-\n").ofMaxLength(6);
    }

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.recursive(() -> Arbitraries.of(ATOMS), RegexProperties::larger, 0, 3);
    }

    private static Arbitrary<Sample> larger(Arbitrary<Sample> part) {
        var two = part.tuple2();
        return Arbitraries.oneOf(
                two.map(of -> new Sample(of.get1().written() + of.get2().written(), then(of.get1(), of.get2()))),
                two.map(of -> new Sample("(" + of.get1() + "|" + of.get2() + ")", or(of.get1(), of.get2()))),
                part.map(of -> new Sample("(?:" + of + ")*", times(of, 0, 9))),
                part.map(of -> new Sample("(?:" + of + ")+?", times(of, 1, 9))),
                part.map(of -> new Sample("(" + of + ")?", times(of, 0, 1))),
                part.map(of -> new Sample("(" + of + "){2}", times(of, 2, 2))),
                part.map(of -> new Sample("(" + of + "){1,3}", times(of, 1, 3))));
    }

    private static Meaning then(Sample first, Sample second) {
        return (text, start) -> onward(first.meaning().ends(text, start), second, text);
    }

    private static Set<Integer> onward(Set<Integer> places, Sample sample, String text) {
        var ends = new HashSet<Integer>();
        for (int place : places) ends.addAll(sample.meaning().ends(text, place));
        return ends;
    }

    private static Meaning or(Sample one, Sample other) {
        return (text, start) -> {
            var ends = new HashSet<Integer>();
            Stream.of(one, other).forEach(each -> ends.addAll(each.meaning().ends(text, start)));
            return ends;
        };
    }

    /// More than nine times make no difference to a text of six.
    private static Meaning times(Sample sample, int least, int most) {
        return (text, start) -> {
            Set<Integer> places = Set.of(start);
            var ends = new HashSet<Integer>();
            for (int count = 0; count <= most; count++) {
                if (count >= least) ends.addAll(places);
                places = onward(places, sample, text);
            }
            return ends;
        };
    }
}
